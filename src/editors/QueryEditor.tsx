import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { getDefaultTimeRange, type GrafanaTheme2, type QueryEditorProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { SalesFunnelDataSource } from '../datasource/SalesFunnelDataSource';
import type { SalesFunnelOptions, ShapedQuery } from '../datasource/types';
import { ModelProblems } from './query/ModelProblems';
import { QueryForm } from './query/QueryForm';
import { readQuery } from './query/readQuery';
import { UnreadableQuery } from './query/UnreadableQuery';

type Props = QueryEditorProps<SalesFunnelDataSource, ShapedQuery, SalesFunnelOptions>;

export function QueryEditor({ query: saved, onChange, onRunQuery, datasource, range, data }: Props) {
  const styles = useStyles2(getStyles);
  const read = useMemo(() => readQuery(saved), [saved]);
  const commit = (next: ShapedQuery) => {
    onChange(next);
    onRunQuery();
  };
  return (
    <div className={styles.editor} data-testid="salesfunnel-query-editor">
      <ModelProblems problems={datasource.problems} dataSource={datasource.name} />
      {'query' in read ? (
        <QueryForm
          query={read.query}
          datasource={datasource}
          range={range ?? getDefaultTimeRange()}
          data={data}
          onCommit={commit}
        />
      ) : (
        <UnreadableQuery refId={saved.refId} problem={read.problem} onCommit={commit} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    '& p': { marginBottom: 0 },
  }),
});
