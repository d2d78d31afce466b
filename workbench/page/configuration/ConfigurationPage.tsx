import type { DataSourceInstanceSettings, DataSourceSettings, TestDataSourceResponse } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, ErrorBoundaryAlert, Field, Input, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { changeSettings, loadPlugin } from '../host/dataSources';
import { toError, useAsync } from '../useAsync';

/** The plugin's configuration. What is saved here lives in this page: dashboards use it until the page is reloaded. */
export function ConfigurationPage() {
  const { value, error } = useAsync(loadEditor);
  if (error) {
    return <Alert title={error.message} />;
  }
  return value ? <Configuration {...value} /> : <LoadingPlaceholder text="Loading the plugin …" />;
}

async function loadEditor(): Promise<{ settings: DataSourceInstanceSettings; Editor: Editor }> {
  const settings = getDataSourceSrv().getInstanceSettings();
  if (!settings) {
    throw new Error('there is no default data source');
  }
  const { components } = await loadPlugin(settings);
  if (!components.ConfigEditor) {
    throw new Error(`${settings.name} has no configuration editor`);
  }
  return { settings, Editor: components.ConfigEditor };
}

type Editor = NonNullable<Awaited<ReturnType<typeof loadPlugin>>['components']['ConfigEditor']>;

function Configuration({ settings, Editor }: { settings: DataSourceInstanceSettings; Editor: Editor }) {
  const [options, setOptions] = useState(() => toSettings(settings));
  const [result, setResult] = useState<TestDataSourceResponse>();
  const [isTesting, setTesting] = useState(false);
  const saveAndTest = async () => {
    changeSettings(options.uid, options.jsonData);
    setTesting(true);
    setResult(await test(options.uid));
    setTesting(false);
  };
  return (
    <Stack direction="column" gap={2}>
      <Alert
        severity="info"
        title="Changes live in this page: dashboards and Explore use them after Save & test, until the page is loaded anew."
      />
      <Field label="Name">
        <Input readOnly value={options.name} width={40} />
      </Field>
      <ErrorBoundaryAlert dependencies={[options]} title="The configuration editor failed">
        <Editor onOptionsChange={setOptions} options={options} />
      </ErrorBoundaryAlert>
      {result && (
        <Alert
          severity={result.status === 'success' ? 'success' : result.status === 'warning' ? 'warning' : 'error'}
          title={result.message}
        >
          {result.details?.message ?? result.details?.verboseMessage}
        </Alert>
      )}
      <div>
        <Button disabled={isTesting} onClick={saveAndTest}>
          Save &amp; test
        </Button>
      </div>
    </Stack>
  );
}

/** A data source that refuses may return its refusal or throw it. */
async function test(uid: string): Promise<TestDataSourceResponse> {
  try {
    const source = await getDataSourceSrv().get(uid);
    return await source.testDatasource();
  } catch (error) {
    return { status: 'error', message: toError(error).message };
  }
}

function toSettings({
  id,
  uid,
  name,
  type,
  url,
  isDefault,
  jsonData,
  meta,
}: DataSourceInstanceSettings): DataSourceSettings {
  return {
    access: 'proxy',
    basicAuth: false,
    basicAuthUser: '',
    database: '',
    id: id ?? 0,
    isDefault: isDefault ?? false,
    jsonData,
    name,
    orgId: 1,
    readOnly: false,
    secureJsonFields: {},
    type,
    typeLogoUrl: meta.info.logos.small,
    typeName: meta.name,
    uid,
    url: url ?? '',
    user: '',
    withCredentials: false,
  };
}
