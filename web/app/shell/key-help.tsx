/** All keyboard shortcuts (?), those that agents choose as this one has them. */
import { shownKeys } from '@bahu/domain/hot-keys/combination.ts';
import { fixedKeys, hotKeyNames } from '@bahu/domain/hot-keys/hot-keys.ts';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/session.tsx';
import { useTabActions } from '../../lib/tabs-context.tsx';
import { Keycap } from '../../ui/marks.tsx';

/** Keys of lists and panels, which are no combinations. */
const others = [
  ['digits', '0–9 * #'],
  ['rows', '↑ ↓ Enter'],
  ['cells', '→ Enter'],
  ['cards', 'Ctrl+← →'],
  ['supervise', 'L W B T X S'],
  ['close', 'Esc'],
  ['help', '?'],
] as const;
const fixedNames = Object.keys(fixedKeys) as (keyof typeof fixedKeys)[];

export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { hotKeys } = useMe().settings;
  const tabs = useTabActions();
  const lines = [
    ...hotKeyNames.map((name) => [name, hotKeys[name]] as const),
    ...fixedNames.map((name) => [name, fixedKeys[name]] as const),
    ...others,
  ].filter(([, keys]) => keys !== '');
  const change = () => {
    onClose();
    tabs.show('/desk-settings');
  };
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      footer={<Button onClick={change}>{t('app.keys.change')}</Button>}
      title={t('app.keys.title')}
      width={420}
      destroyOnHidden
    >
      <dl className="key-help">
        {lines.map(([name, keys]) => (
          <div key={name} className="row">
            <dt className="fill">{t(`app.keys.${name}`)}</dt>
            <dd>
              <Keycap>{shownKeys(keys)}</Keycap>
              <span className="unseen">{shownKeys(keys)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
