import type { Preset } from './Preset';

/** Nothing mapped: every other preset is this one with more written out. */
export const generic: Preset = {
  id: 'generic',
  label: 'Any database',
  description: 'Nothing is mapped: name your own tables and columns.',
  model: {},
};
