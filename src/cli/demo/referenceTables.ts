/** Tables that do not grow: users and stages. */
import { isHere, reps } from './people';
import { pipelines } from './pipelines';
import { tableOf, type Table } from './tables';

export const usersTable = (): Table =>
  tableOf(
    { columns: { id: 'integer', name: 'text', login: 'text', team: 'text', region: 'text', manager: 'text', active: 'boolean' } },
    reps.map((rep) => [rep.id, rep.name, rep.login, rep.team.name, rep.region, rep.team.manager, isHere(rep, 0)])
  );

export const stagesTable = (): Table =>
  tableOf(
    {
      columns: { pipeline: 'text', id: 'text', label: 'text', rank: 'integer', kind: 'text', probability: 'numeric' },
      key: ['pipeline', 'id'],
    },
    Object.values(pipelines).flatMap((pipeline) =>
      pipeline.stages.map((stage, index) => [pipeline.id, stage.id, stage.label, index + 1, stage.kind, stage.probability])
    )
  );
