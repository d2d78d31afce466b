import { getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider, sceneGraph } from '@grafana/scenes';
import { Alert, Button, Combobox, LinkButton, LoadingPlaceholder, Stack } from '@grafana/ui';
import type { PanelData } from '@grafana/data';
import React, { useCallback, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { InspectDrawer } from '../explore/InspectDrawer';
import { themeSearch } from '../Header';
import { useAsync } from '../useAsync';
import { explorePanel } from './explorePanel';
import { exposePanels } from './exposePanels';
import type { DashboardModel } from './model';
import { toScene, type PanelActions } from './toScene';

interface Entry {
  readonly uid: string;
  readonly title: string;
}

interface Inspected {
  readonly title: string;
  readonly data: PanelData;
}

const home = 'sales-overview';

export function DashboardPage() {
  const { uid: wanted } = useParams();
  const navigate = useNavigate();
  const list = useAsync(listDashboards);
  if (list.error) {
    return <Alert title={list.error.message} />;
  }
  if (!list.value) {
    return <LoadingPlaceholder text="Loading dashboards …" />;
  }
  const uid = wanted ?? list.value.find((entry) => entry.uid === home)?.uid ?? list.value[0]?.uid;
  if (!uid) {
    return <Alert severity="info" title="There are no dashboards yet: put one in the folder dashboards" />;
  }
  return (
    <Stack direction="column" gap={2} grow={1}>
      <Stack direction="row" gap={1} justifyContent="space-between" wrap="wrap">
        {list.value.length > 1 && (
          <Combobox
            aria-label="Dashboard"
            onChange={({ value }) => navigate({ pathname: `/d/${value}`, search: themeSearch() })}
            options={list.value.map(({ uid, title }) => ({ value: uid, label: title }))}
            value={uid}
            width={40}
          />
        )}
        <ExportButton uid={uid} />
      </Stack>
      <Dashboard key={uid} uid={uid} />
    </Stack>
  );
}

/** Leads out of this page: the next one is loaded without the plugin. */
function ExportButton({ uid }: { uid: string }) {
  const [search] = useSearchParams();
  return (
    <LinkButton
      fill="outline"
      href={`/exported/${uid}?${search}`}
      icon="share-alt"
      tooltip="The same dashboard for Grafana’s own SQL data source, with the variables as they are now; filters of yours stay behind"
      variant="secondary"
    >
      Export as native SQL
    </LinkButton>
  );
}

const listDashboards = () => getBackendSrv().get<Entry[]>('/api/workbench/dashboards');

function Dashboard({ uid }: { uid: string }) {
  const [inspected, setInspected] = useState<Inspected>();
  const load = useCallback(
    () => getBackendSrv().get<{ dashboard: DashboardModel }>(`/api/dashboards/uid/${uid}`),
    [uid]
  );
  const { value, error } = useAsync(load);
  const [search, setSearch] = useSearchParams();
  const viewPanel = search.get('viewPanel');
  const scene = useMemo(() => {
    const made = value && toScene(value.dashboard, menuOf(setInspected), viewPanel);
    if (made) {
      exposePanels(made);
    }
    return made;
  }, [value, viewPanel]);
  if (error) {
    return <Alert title={error.message} />;
  }
  if (!scene) {
    return <LoadingPlaceholder text="Loading the dashboard …" />;
  }
  return (
    <>
      {viewPanel !== null && (
        <div>
          <Button
            icon="arrow-left"
            onClick={() => {
              search.delete('viewPanel');
              setSearch(search);
            }}
            size="sm"
            variant="secondary"
          >
            Back to the dashboard
          </Button>
        </div>
      )}
      <UrlSyncContextProvider createBrowserHistorySteps key={viewPanel} scene={scene} updateUrlOnInit>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
      {inspected && (
        <InspectDrawer data={inspected.data} onClose={() => setInspected(undefined)} title={inspected.title} />
      )}
    </>
  );
}

function menuOf(inspect: (inspected: Inspected) => void): PanelActions {
  return (panel, model) => [
    { text: 'Explore', iconClassName: 'compass', onClick: () => explorePanel(panel, model) },
    {
      text: 'Inspect',
      iconClassName: 'info-circle',
      onClick: () => {
        const { data } = sceneGraph.getData(panel).state;
        if (data) {
          inspect({ title: panel.interpolate(panel.state.title, undefined, 'text'), data });
        }
      },
    },
  ];
}
