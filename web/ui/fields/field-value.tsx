/** A value of a field as it is shown on a page and in the cell of a list. */
import { areAttachments } from '@bahu/domain/attachments/attachment.ts';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { wireOptions, wireText } from '@bahu/domain/fields/wire.ts';
import type { FieldValue as Value } from '@bahu/domain/fields/value.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AttachedFile } from '../attached-file.tsx';
import { Tag } from '../marks.tsx';
import { idsIn } from '../people.ts';
import { toneOfOption } from './form-field.ts';
import { useFieldWords, type FieldWords } from './field-words.ts';
import './fields.css';

interface Props {
  field: FieldDef;
  value: Value | undefined;
  words: FieldWords;
}

/** Agents are named, also where they are left in a field of another type. */
export function FieldValue(props: Props): ReactNode {
  const isOfAgents = (props.field.type === 'agent' || Array.isArray(props.value)) && idsIn([props.value]).length > 0;
  return isOfAgents ? <OfAgents {...props} /> : <InWords {...props} />;
}

function OfAgents(props: Props) {
  const { agentName } = useFieldWords([props.value]);
  return <InWords {...props} words={{ ...props.words, agentName }} />;
}

/** Options with a colour are tags, files can be opened; everything else is its text, whole in the tooltip where a column cuts it. */
function InWords({ field, value = null, words }: Props): ReactNode {
  const { t } = useTranslation();
  const text = wireText(field, value, words);
  if (areAttachments(value))
    return (
      <span className="attached-files" title={text}>
        {value.map((file) => (
          <AttachedFile key={file.id} file={file} />
        ))}
      </span>
    );
  if (text === '') return <span className="hint">{t('app.time.none')}</span>;
  const options = field.type === 'cascade' ? [] : wireOptions(field, value);
  if (!options.some(({ option }) => option && option.color !== '')) return <span title={text}>{text}</span>;
  return (
    <span className="field-tags" title={text}>
      {options.map(({ code, option }) => {
        const tone = toneOfOption(option);
        return (
          <Tag key={code} {...(tone && { tone })}>
            {option?.labels[words.language] ?? code}
          </Tag>
        );
      })}
    </span>
  );
}
