/** The greeting before callers leave a message: recorded here or chosen as a file, listened to, and saved; or the standard one again. */
import { greetingFilePath, greetingSoundPath } from '@bahu/contract/greeting-paths.ts';
import { greetingLimits, greetingRoutes, type GreetingOwner } from '@bahu/contract/greetings.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { FileAudio, Mic, Square } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../lib/failure.ts';
import { duration } from '../../../lib/format.ts';
import { useClient } from '../../../lib/services.tsx';
import { upload } from '../../../lib/upload.ts';
import { Loaded } from '../../../ui/list-state.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { toWav, type Sound } from './to-wav.ts';
import { useRecorder } from './use-recorder.ts';
import './greetings.css';

interface Props {
  owner: GreetingOwner;
  id: string;
  onClose: () => void;
}

export function GreetingDialog({ owner, id, onClose }: Props) {
  const { t } = useTranslation();
  const greetings = useClient(greetingRoutes);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [made, setMade] = useState<Sound>();
  const [isHeard, setIsHeard] = useState(false);
  const queryKey = ['greetings', owner, id];
  const answer = useQuery({ queryKey, queryFn: ({ signal }) => greetings.get({ params: { owner, id } }, { signal }) });
  const options = {
    onSuccess() {
      toasts.done(t('greetings.saved'));
      onClose();
    },
    onError: (error: Error) => toasts.failed(failureText(t, error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['greetings'] }),
  };
  const saving = useMutation({
    mutationFn: ({ file }: Sound) =>
      upload(greetingFilePath(owner, id), {}, new File([file], 'greeting.wav'), () => undefined).done,
    ...options,
  });
  const restoring = useMutation({ mutationFn: () => greetings.restore({ params: { owner, id } }), ...options });
  const take = (sound: Sound | undefined) => {
    setMade(sound);
    setIsHeard(false);
  };
  return (
    <Modal
      open
      width={460}
      title={t('greetings.title')}
      okText={t('greetings.save')}
      okButtonProps={{ disabled: made === undefined || !isHeard, loading: saving.isPending }}
      onOk={() => made && saving.mutate(made)}
      onCancel={onClose}
    >
      <Loaded answer={answer} what={t('greetings.title')} rows={2}>
        {({ seconds, can }) => (
          <div className="greeting">
            <p>{t(owner === 'agents' ? 'greetings.hint' : 'greetings.queueHint')}</p>
            <div className="row">
              <span className="fill">
                {seconds === null ? t('greetings.standard') : t('greetings.own', { length: duration(seconds) })}
              </span>
              {seconds !== null && can.includes('edit') && (
                <Button type="text" size="small" loading={restoring.isPending} onClick={() => restoring.mutate()}>
                  {t('greetings.restore')}
                </Button>
              )}
            </div>
            {seconds !== null && !made && (
              <audio controls preload="none" aria-label={t('greetings.listen')} src={greetingSoundPath(owner, id)} />
            )}
            {can.includes('edit') && <Make onMade={take} />}
            {made && <Preview sound={made} onHeard={() => setIsHeard(true)} />}
            {made && !isHeard && <p className="hint small">{t('greetings.listenFirst')}</p>}
          </div>
        )}
      </Loaded>
    </Modal>
  );
}

function Make({ onMade }: { onMade: (sound: Sound | undefined) => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const { minSeconds, maxSeconds } = greetingLimits;
  async function take(blob: Blob): Promise<void> {
    const sound = await toWav(blob);
    const why = sound === null ? 'unreadable' : whyNot(sound.seconds);
    if (why) toasts.failed(t(`errors.greeting.${why}`));
    onMade(sound !== null && !why ? sound : undefined);
  }
  const whyNot = (seconds: number): 'too-short' | 'too-long' | undefined =>
    seconds < minSeconds ? 'too-short' : seconds > maxSeconds + 1 ? 'too-long' : undefined;
  const recorder = useRecorder({
    maxSeconds,
    onDone: (blob) => void take(blob),
    onDenied: () => toasts.failed(t('greetings.noMicrophone')),
  });
  return (
    <div className="row">
      {recorder.isRecording ? (
        <Button danger icon={<Square size={14} aria-hidden />} onClick={recorder.stop}>
          {t('greetings.stop', { length: duration(recorder.seconds) })}
        </Button>
      ) : (
        <Button icon={<Mic size={14} aria-hidden />} onClick={() => void recorder.start()}>
          {t('greetings.record')}
        </Button>
      )}
      <Button
        disabled={recorder.isRecording}
        icon={<FileAudio size={14} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('greetings.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="audio/*,.wav,.mp3"
        hidden
        aria-label={t('greetings.choose')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) void take(file);
        }}
      />
    </div>
  );
}

function Preview({ sound, onHeard }: { sound: Sound; onHeard: () => void }) {
  const { t } = useTranslation();
  const address = useMemo(() => URL.createObjectURL(sound.file), [sound]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <audio controls aria-label={t('greetings.listen')} src={address} onPlay={onHeard} />;
}
