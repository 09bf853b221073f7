/** Asks whether a mobile of elsewhere is dialled with a 0: by two buttons, each with its key; Escape dials nothing. */
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../lib/hotkeys.ts';
import { KeyMark } from './marks.tsx';
import type { ZeroQuestion } from './zero-question.tsx';

const keys = { add: '0', leave: '1' } as const;

interface Props {
  question: ZeroQuestion;
  /** Null: they do not call. */
  onAnswer: (addsZero: boolean | null) => void;
}

export function ZeroDialog({ question, onAnswer }: Props) {
  const { t, i18n } = useTranslation();
  const place = (i18n.language === 'en' && question.placeEn) || question.place;
  useHotkey(keys.add, () => onAnswer(true));
  useHotkey(keys.leave, () => onAnswer(false));
  return (
    <Modal
      open
      width={400}
      title={t('phone.zero.title')}
      onCancel={() => onAnswer(null)}
      footer={
        <>
          <Button onClick={() => onAnswer(false)}>
            {t('phone.zero.leave')}
            <KeyMark keys={keys.leave} />
          </Button>
          <Button type="primary" autoFocus onClick={() => onAnswer(true)}>
            {t('phone.zero.add')}
            <KeyMark keys={keys.add} />
          </Button>
        </>
      }
    >
      <p>{place ? t('phone.zero.elsewhere', { place }) : t('phone.zero.unknown')}</p>
    </Modal>
  );
}
