/** Puts everything in place that Grafana's own start-up would; call it before anything is drawn. */
import { EventBusSrv, type PanelPlugin } from '@grafana/data';
import {
  setAppEvents,
  setEchoSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
} from '@grafana/runtime';
import * as unstable from '@grafana/runtime/unstable';
import { panelPlugin } from '../panels/registry';
import { installBackend } from './backend';
import { installDataSources } from './dataSources';
import { installRunRequest } from './runRequest';
import { installRegistries } from './standardOptions';
import { installTemplates } from './templates';

/** Grafana 13 makes loggers when it starts; the libraries before it have none. */
const { initializeLoggersRegistry } = unstable as { readonly initializeLoggersRegistry?: () => void };

export function installHost(): void {
  initializeLoggersRegistry?.();
  setAppEvents(new EventBusSrv());
  setEchoSrv({ addBackend: () => undefined, addEvent: () => undefined, flush: () => undefined });
  installBackend();
  installRegistries();
  installDataSources();
  installTemplates();
  installRunRequest();
  installPanels();
  installExtensions();
}

function installPanels(): void {
  setPluginImportUtils({
    importPanelPlugin: (id): Promise<PanelPlugin> => Promise.resolve(panelPlugin(id)),
    getPanelPluginFromCache: panelPlugin,
  });
}

/** Nothing extends anything here. */
function installExtensions(): void {
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => undefined);
}
