/** A dashboard in the classic schema → a scene that draws it. */
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
  VizPanel,
  VizPanelMenu,
  behaviors,
  type SceneGridItemLike,
  type SceneObject,
} from '@grafana/scenes';
import { DataTopic } from '@grafana/data';
import type { DashboardModel, PanelModel } from './model';
import { DashboardLinks } from './DashboardLinks';
import { extendPanelContext } from './panelContext';
import { PanelNotices } from './PanelNotices';
import { toVariables } from './variables';

export type PanelActions = (panel: VizPanel, model: PanelModel) => VizPanelMenu['state']['items'];

/** @param viewPanel key of the one panel to show, such as `panel-9`; all panels when null */
export function toScene(model: DashboardModel, actions: PanelActions, viewPanel: string | null): EmbeddedScene {
  const { time, timezone, weekStart, fiscalYearStartMonth, refresh, timepicker, graphTooltip } = model;
  const controls: SceneObject[] = [new VariableValueSelectors({}), new SceneControlsSpacer()];
  const links = (model.links ?? []).filter(({ type }) => type === 'link');
  if (links.length > 0) {
    controls.push(new DashboardLinks({ links }));
  }
  if (!timepicker?.hidden) {
    controls.push(
      new SceneTimePicker({ isOnCanvas: true, quickRanges: timepicker?.quick_ranges }),
      new SceneRefreshPicker({ refresh: refresh || '', intervals: timepicker?.refresh_intervals, isOnCanvas: true })
    );
  }
  return new EmbeddedScene({
    $behaviors: [new behaviors.CursorSync({ sync: graphTooltip ?? 0 })],
    $timeRange: new SceneTimeRange({
      from: time?.from ?? 'now-6h',
      to: time?.to ?? 'now',
      timeZone: timezone || undefined,
      weekStart: weekStart || undefined,
      fiscalYearStartMonth,
    }),
    $variables: toVariables(model),
    body: new SceneGridLayout({ children: toRows(shownPanels(model, viewPanel), actions), isLazy: true }),
    controls,
  });
}

function shownPanels({ panels = [] }: DashboardModel, viewPanel: string | null): readonly PanelModel[] {
  const all = panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  const one = viewPanel === null ? undefined : all.find(({ id, title }) => keyOf(id, title) === viewPanel);
  return one ? [{ ...one, gridPos: { x: 0, y: 0, w: 24, h: 20 } }] : panels;
}

const keyOf = (id: number | undefined, title: string | undefined): string => `panel-${id ?? title}`;

/** A row that is open holds what follows it in the list; a collapsed one carries its panels itself. */
function toRows(panels: readonly PanelModel[], actions: PanelActions): SceneGridItemLike[] {
  const items: SceneGridItemLike[] = [];
  let open: { row: PanelModel; children: SceneGridItemLike[] } | undefined;
  const close = () => {
    if (open) {
      items.push(toRow(open.row, open.children));
    }
  };
  for (const panel of panels) {
    if (panel.type === 'row') {
      close();
      open = { row: panel, children: (panel.panels ?? []).map((inner) => toItem(inner, actions)) };
    } else {
      (open?.children ?? items).push(toItem(panel, actions));
    }
  }
  close();
  return items;
}

function toRow({ id, title = '', collapsed, gridPos }: PanelModel, children: SceneGridItemLike[]): SceneGridRow {
  return new SceneGridRow({ key: `row-${id ?? title}`, title, isCollapsed: collapsed, y: gridPos?.y, children });
}

function toItem(model: PanelModel, actions: PanelActions): SceneGridItem {
  const { x = 0, y = 0, w = 12, h = 8 } = model.gridPos ?? {};
  return new SceneGridItem({ body: toPanel(model, actions), x, y, width: w, height: h });
}

/** A panel's own range, which is no part of the address. */
class PanelTimeRange extends SceneTimeRange {
  override get urlSync(): undefined {
    return undefined;
  }
}

function toPanel(model: PanelModel, actions: PanelActions): VizPanel {
  const { id, type, title = '', description, options, fieldConfig, transparent, timeFrom } = model;
  const menu = new VizPanelMenu({});
  const panel = new VizPanel({
    $data: toData(model),
    $timeRange: timeFrom ? new PanelTimeRange({ from: `now-${timeFrom}`, to: 'now' }) : undefined,
    description,
    displayMode: transparent ? 'transparent' : 'default',
    fieldConfig: { defaults: fieldConfig?.defaults ?? {}, overrides: fieldConfig?.overrides ?? [] },
    hoverHeader: !title,
    extendPanelContext: (of, context) => extendPanelContext(of, context, model),
    key: keyOf(id, title),
    menu: model.targets?.length ? menu : undefined,
    options: options ?? {},
    pluginId: type,
    title,
    titleItems: [new PanelNotices({})],
  });
  menu.addActivationHandler(() => menu.setState({ items: actions(panel, model) }));
  return panel;
}

function toData({ datasource, targets = [], transformations = [], maxDataPoints, interval }: PanelModel) {
  if (targets.length === 0) {
    return undefined;
  }
  const runner = new SceneQueryRunner({
    datasource: datasource ?? undefined,
    maxDataPoints: maxDataPoints ?? undefined,
    minInterval: interval || undefined,
    queries: targets.map((target) => ({ ...target })),
  });
  const series = transformations.filter(({ topic }) => topic !== DataTopic.Annotations);
  return series.length > 0 ? new SceneDataTransformer({ $data: runner, transformations: series }) : runner;
}
