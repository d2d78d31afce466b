import { css } from '@emotion/css';
import { getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider, sceneGraph } from '@grafana/scenes';
import type { PanelData } from '@grafana/data';
import {
  Alert,
  ClipboardButton,
  Drawer,
  CodeEditor,
  Button,
  LinkButton,
  LoadingPlaceholder,
  Stack,
  Text,
  useStyles2,
} from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';
import { useParams } from 'react-router-dom';
import { exposePanels } from '../dashboard/exposePanels';
import type { DashboardModel } from '../dashboard/model';
import { toScene, type PanelActions } from '../dashboard/toScene';
import { InspectDrawer } from '../explore/InspectDrawer';
import { useAsync } from '../useAsync';
import { chosenValues } from './chosenValues';

interface Exported {
  readonly dashboard: DashboardModel;
  readonly notes: readonly string[];
}

interface Inspected {
  readonly title: string;
  readonly data: PanelData;
}

/**
 * A dashboard in plain SQL, as someone sees it who has no Sales Funnel: on this page there is no such data source. The
 * address holds the range and the variables that it is exported with.
 */
export function ExportedPage() {
  const { uid = '' } = useParams();
  const load = useCallback(() => exportDashboard(uid, new URLSearchParams(location.search)), [uid]);
  const { value, error } = useAsync(load);
  if (error) {
    return <Alert title="The dashboard could not be exported">{error.message}</Alert>;
  }
  return value ? <Shown {...value} uid={uid} /> : <LoadingPlaceholder text="Exporting the dashboard …" />;
}

async function exportDashboard(uid: string, search: URLSearchParams): Promise<Exported> {
  const { dashboard } = await getBackendSrv().get<{ dashboard: DashboardModel }>(`/api/dashboards/uid/${uid}`);
  return getBackendSrv().post<Exported>('/api/workbench/exports', { uid, variables: chosenValues(dashboard, search) });
}

function Shown({ dashboard, notes, uid }: Exported & { uid: string }) {
  const styles = useStyles2(getStyles);
  const [inspected, setInspected] = useState<Inspected>();
  const [isReading, setReading] = useState(false);
  const scene = useMemo(() => {
    const made = toScene(dashboard, inspectOnly(setInspected), null);
    exposePanels(made);
    return made;
  }, [dashboard]);
  const text = useMemo(() => JSON.stringify(dashboard, null, 2), [dashboard]);
  return (
    <Stack direction="column" gap={2} grow={1}>
      <Stack alignItems="center" direction="row" gap={1} justifyContent="space-between" wrap="wrap">
        <Stack direction="column" gap={0.5}>
          <Text element="h2" variant="h4">
            {dashboard.title ?? uid}
          </Text>
          <Text color="secondary">Plain SQL: this page has the SQL data source and no Sales Funnel.</Text>
        </Stack>
        <Stack direction="row" gap={1} wrap="wrap">
          <LinkButton fill="outline" href={`/d/${uid}${location.search}`} icon="arrow-left" variant="secondary">
            The dashboard itself
          </LinkButton>
          <Button icon="brackets-curly" onClick={() => setReading(true)} variant="secondary">
            JSON
          </Button>
          <ClipboardButton getText={() => text} icon="copy" variant="secondary">
            Copy
          </ClipboardButton>
        </Stack>
      </Stack>
      {notes.length > 0 && (
        <Alert className={styles.notes} severity="info" title="What differs from the dashboard itself">
          <ul aria-label="Notes of the export">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Alert>
      )}
      <UrlSyncContextProvider scene={scene} updateUrlOnInit>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
      {inspected && (
        <InspectDrawer data={inspected.data} onClose={() => setInspected(undefined)} title={inspected.title} />
      )}
      {isReading && (
        <Drawer onClose={() => setReading(false)} size="lg" title="The exported dashboard">
          <CodeEditor height="calc(100vh - 160px)" language="json" readOnly showLineNumbers value={text} width="100%" />
        </Drawer>
      )}
    </Stack>
  );
}

/** Explore needs a query editor, and the SQL data source of the workbench has none. */
const inspectOnly =
  (inspect: (inspected: Inspected) => void): PanelActions =>
  (panel) => [
    {
      text: 'Inspect',
      iconClassName: 'info-circle',
      onClick: () => {
        const { data } = sceneGraph.getData(panel).state;
        if (data) {
          inspect({ title: panel.state.title, data });
        }
      },
    },
  ];

/** An alert fills what room there is. */
const getStyles = () => ({ notes: css({ flexGrow: 0, '& ul': { paddingLeft: 16 } }) });
