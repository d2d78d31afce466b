/** What a dashboard's panels show, for whoever drives the page: browser checks compare dashboards by it. */
import {
  formattedValueToString,
  getFieldDisplayName,
  type DataFrame,
  type FieldType,
  type PanelData,
} from '@grafana/data';
import { sceneGraph, VizPanel, type SceneObject } from '@grafana/scenes';

interface ShownPanel {
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  readonly error?: string;
  readonly frames: ReadonlyArray<readonly ShownField[]>;
}

interface ShownField {
  readonly name: string;
  readonly type: FieldType;
  readonly values: readonly unknown[];
  /** As a panel writes them, unit included. */
  readonly texts: readonly string[];
}

declare global {
  interface Window {
    shownPanels?: () => ShownPanel[];
  }
}

export function exposePanels(scene: SceneObject): void {
  window.shownPanels = () =>
    sceneGraph.findAllObjects(scene, (one) => one instanceof VizPanel).map((one) => shown(one as VizPanel));
}

function shown(panel: VizPanel): ShownPanel {
  const { data } = sceneGraph.getData(panel).state;
  const { key = '', title, pluginId } = panel.state;
  return {
    key,
    title: panel.interpolate(title, undefined, 'text'),
    type: pluginId,
    state: data?.state ?? 'NotStarted',
    error: data?.errors?.[0]?.message,
    frames: data ? framesOf(panel, data) : [],
  };
}

/** After transformations, with the panel's options and overrides. */
const framesOf = (panel: VizPanel, data: PanelData): ShownField[][] =>
  panel.applyFieldConfig(data).series.map((frame, _, all) => fieldsOf(frame, all));

const fieldsOf = (frame: DataFrame, all: DataFrame[]): ShownField[] =>
  frame.fields.map((field) => ({
    name: getFieldDisplayName(field, frame, all),
    type: field.type,
    values: [...field.values],
    texts: [...field.values].map((value) =>
      field.display ? formattedValueToString(field.display(value)) : String(value)
    ),
  }));
