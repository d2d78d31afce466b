export * from './types';
export { describeModel } from './describe';
export { modelJsonSchema } from './jsonSchema';
export { humanise } from './label';
export { parseModel, parseModelOrThrow, type Problem } from './parse';
export { presets, type Preset } from './presets';
