import { useState } from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import type { SalesFunnelOptions } from '../../datasource/types';
import { draftOf, hasValidModel, readDraft, store, textOfModel, type Draft, type StoredOptions } from './draft';
import { asObject, type Json } from './path';

type Props = DataSourcePluginOptionsEditorProps<SalesFunnelOptions>;

interface Editing {
  readonly draft: Draft;
  /** The last text that was JSON, for the form to show. */
  readonly value: Json;
  /** What the saved data source does while the draft has problems. */
  readonly meanwhile: 'earlier model' | 'nothing' | 'new';
  setText(text: string): void;
  setValue(value: Json): void;
}

/** The model being edited, and its way into the options that Grafana saves. */
export function useDraft({ options, onOptionsChange }: Props): Editing {
  const jsonData: StoredOptions = options.jsonData;
  const [draft, setDraft] = useState(() => draftOf(jsonData));
  const [value, setValue] = useState<Json>(() => draft.value ?? asObject(jsonData.model));
  const change = (next: Draft) => {
    setDraft(next);
    setValue(next.value ?? value);
    onOptionsChange({ ...options, jsonData: store(jsonData, next) });
  };
  return {
    draft,
    value,
    meanwhile: hasValidModel(jsonData)
      ? 'earlier model'
      : jsonData.model === undefined && jsonData.modelDraft === undefined
        ? 'new'
        : 'nothing',
    setText: (text) => text !== draft.text && change(readDraft(text)),
    setValue: (next) => change(readDraft(textOfModel(next))),
  };
}
