/** Any panel of a dashboard → what its copy has in its place. */
import type { Json, Panel } from './Dashboard';
import type { ExportContext } from './exportDashboard';
import { exportPanel, notePanel, type ExportedPanel, type Kept } from './exportPanel';

/** @param variables names of those that the copy does not have */
export function carryPanel(whole: Panel, kept: Kept, variables: readonly string[], context: ExportContext): ExportedPanel {
  const { panel: single, notes } = withoutRepeat(whole, kept);
  const { panel, notes: further } = carrySingle(single, kept, variables, context);
  return { panel, notes: [...notes, ...further] };
}

function carrySingle(panel: Panel, kept: Kept, variables: readonly string[], context: ExportContext): ExportedPanel {
  const title = kept.fill(panel.title ?? '');
  if (panel.type === 'row') {
    const inner = (panel.panels ?? []).map((one) => carryPanel(one, kept, variables, context));
    return { panel: { ...panel, title, panels: inner.map((one) => one.panel) }, notes: inner.flatMap((one) => one.notes) };
  }
  // Grafana would show the one in its library, whatever stands here.
  const { libraryPanel, ...own } = panel;
  if (libraryPanel !== undefined && !own.targets?.length) {
    const reason = 'it is a library panel, which the file only names: unlink it from the library before the export';
    return { panel: notePanel({ ...own, title }, [reason]), notes: [`${title}: ${reason}`] };
  }
  if (isOurs(own, context)) {
    return exportPanel(own, kept, context);
  }
  const lost = variables.filter((name) => names(panel, name));
  return { panel, notes: lost.length > 0 ? [`${title}: carried over as it is, but it names ${lost.map((name) => `$${name}`).join(', ')}, which the copy does not have: write a value in its place`] : [] };
}

/** A copy has no variable whose values it could run through. */
function withoutRepeat(panel: Panel, { fill }: Kept): ExportedPanel {
  const { repeat, repeatDirection: _direction, maxPerRow: _most, ...single } = panel;
  return typeof repeat === 'string' && repeat !== ''
    ? { panel: single, notes: [`${fill(panel.title ?? '')}: one for all values of "${repeat}" together, in place of one for each`] }
    : { panel, notes: [] };
}

const isOurs = ({ datasource, targets }: Panel, { pluginId }: ExportContext): boolean =>
  [datasource, ...(targets ?? []).map((target) => target['datasource'])].some((ref) => typeof ref === 'object' && ref !== null && (ref as Json)['type'] === pluginId);

const names = (panel: Panel, variable: string): boolean => new RegExp(`\\$${variable}\\b|\\$\\{${variable}[.:}]|\\[\\[${variable}[\\]:]`).test(JSON.stringify(panel));
