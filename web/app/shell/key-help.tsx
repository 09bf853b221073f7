/** All keyboard shortcuts (?). */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Keycap } from '../../ui/marks.tsx';

const keys = [
  ['answer', 'F2'],
  ['hangUp', 'F4'],
  ['mute', 'Alt+M'],
  ['hold', 'Alt+H'],
  ['transfer', 'Alt+T'],
  ['park', 'Alt+P'],
  ['switch', 'Alt+W'],
  ['merge', 'Alt+3'],
  ['complete', 'Alt+Enter'],
  ['again', 'Alt+R'],
  ['stop', 'Alt+S'],
  ['digits', '0–9 * #'],
  ['search', 'Ctrl+K'],
  ['saveCustomer', 'Ctrl+S'],
  ['saveFollowUp', 'Ctrl+Enter'],
  ['code', 'Alt+C'],
  ['reopenTab', 'Ctrl+Shift+T'],
  ['previousTab', 'Alt+←'],
  ['nextTab', 'Alt+→'],
  ['rows', '↑ ↓ Enter'],
  ['cells', '→ Enter'],
  ['cards', 'Ctrl+← →'],
  ['close', 'Esc'],
  ['help', '?'],
] as const;

export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('app.keys.title')} width={420} destroyOnHidden>
      <dl className="key-help">
        {keys.map(([name, key]) => (
          <div key={name} className="row">
            <dt className="fill">{t(`app.keys.${name}`)}</dt>
            <dd>
              <Keycap>{key}</Keycap>
              <span className="unseen">{key}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
