import { generic } from './generic';
import type { Preset } from './Preset';

export type { Preset } from './Preset';

/** Every preset, in the order of the menu. Adding one is one file and one entry here. */
export const presets: readonly Preset[] = [generic];
