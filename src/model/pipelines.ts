import type * as z from 'zod/mini';
import { humanise } from './label';
import type { Path, Problems } from './problems';
import { pipeline as pipelineSchema } from './schema';
import type { Pipeline, Stage } from './types';

type PipelineForm = z.output<typeof pipelineSchema>;

/** Pipelines with ranks: open stages count from 1 in the order listed, won comes last, lost has none. */
export function readPipelines(input: unknown, problems: Problems): readonly Pipeline[] {
  if (input === undefined) {
    return [];
  }
  if (!Array.isArray(input)) {
    problems.add('wrong-type', ['pipelines'], 'write a list of pipelines: [{ "id", "label", "stages" }]');
    return [];
  }
  const seen = new Set<string>();
  return input.flatMap((one: unknown, at) => {
    const path = ['pipelines', at];
    const form = problems.read(pipelineSchema, one, path);
    if (!form) {
      return [];
    }
    if (seen.has(form.id)) {
      problems.add('duplicate', [...path, 'id'], `"${form.id}" is the id of another pipeline: give each its own`);
    }
    seen.add(form.id);
    checkStages(form, path, problems);
    return [{ id: form.id, of: form.of, label: form.label ?? humanise(form.id), stages: ranked(form) }];
  });
}

function checkStages({ stages }: PipelineForm, path: Path, problems: Problems): void {
  if (!stages.some(({ kind }) => kind === 'open')) {
    problems.add('missing', [...path, 'stages'], 'no stage has kind "open": list the stages that lead to the won one');
  }
  const seen = new Set<string>();
  stages.forEach(({ id }, at) => {
    if (seen.has(id)) {
      problems.add('duplicate', [...path, 'stages', at, 'id'], `"${id}" is the id of another stage of this pipeline: give each its own`);
    }
    seen.add(id);
  });
}

function ranked({ stages }: PipelineForm): Stage[] {
  const open = stages.filter(({ kind }) => kind === 'open');
  return stages.map((stage) => ({
    id: stage.id,
    label: stage.label ?? humanise(stage.id),
    kind: stage.kind,
    ...(stage.kind === 'lost' ? {} : { rank: stage.kind === 'won' ? open.length + 1 : open.indexOf(stage) + 1 }),
    ...(stage.probability === undefined ? {} : { probability: stage.probability }),
  }));
}
