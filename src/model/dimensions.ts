import type { DimensionForm, EntityForm } from './entitySchema';
import { humanise } from './label';
import type { Path, Problems } from './problems';
import type { Dimension, EntityName } from './types';

/** Columns of answers that are not dimensions (docs/metrics.md, Columns). */
const taken = ['time', 'bucket'];

/** Dimensions with ids and labels: those that the mapped fields imply, and the declared ones, which win. */
export function readDimensions(name: EntityName, form: EntityForm, path: Path, problems: Problems): Record<string, Dimension> {
  const declared = Object.entries(form.dimensions).map(([id, dimension]) => {
    if (!/^[A-Za-z][\w-]*$/.test(id) || taken.includes(id) || id in {}) {
      const why = taken.includes(id) ? 'is the name of a column of every answer' : 'cannot be the id of a dimension';
      problems.add('bad-id', [...path, 'dimensions', id], `"${id}" ${why}: use letters, digits, _ and -, with a letter first, such as "region"`);
    }
    return [id, named(id, dimension)] as const;
  });
  return { ...implied(name, form), ...Object.fromEntries(declared) };
}

function named(id: string, form: DimensionForm): Dimension {
  const label = form.label ?? humanise(id);
  return form.kind === 'column'
    ? { kind: 'column', id, label, column: form.column }
    : {
        kind: 'join',
        id,
        label,
        table: form.table,
        on: form.on,
        key: form.key,
        ...(form.labelColumn === undefined ? {} : { labelColumn: form.labelColumn }),
        ...(form.column === undefined ? {} : { column: form.column }),
      };
}

function implied(name: EntityName, { columns, from }: EntityForm): Record<string, Dimension> {
  const { stage, pipeline, id, name: person, team } = columns;
  if (name === 'lead' || name === 'deal') {
    return {
      ...(stage ? { stage: { kind: 'stage', id: 'stage', label: 'Stage', column: stage } } : {}),
      ...(pipeline ? { pipeline: { kind: 'pipeline', id: 'pipeline', label: 'Pipeline', column: pipeline } } : {}),
    };
  }
  if (name !== 'owner' || !id) {
    return {};
  }
  // The owner's name stands in the same row, so the table is joined to itself by its key.
  const owner: Dimension = person
    ? { kind: 'join', id: 'owner', label: 'Owner', table: from, on: id, key: id, labelColumn: person }
    : { kind: 'column', id: 'owner', label: 'Owner', column: id };
  return { owner, ...(team ? { team: { kind: 'column', id: 'team', label: 'Team', column: team } } : {}) };
}
