/** What calls: a telephone icon, and a button that says so. */
import { Button } from 'antd';
import { Phone } from 'lucide-react';
import { useMayCall, usePlaceCall, type CallTarget } from './place-call.ts';
import { IconButton } from './icon-button.tsx';

export function CallButton({
  target,
  label,
  size = 'small',
}: {
  target: CallTarget;
  label: string;
  size?: 'small' | 'tiny';
}) {
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  if (!mayCall) return null;
  return (
    <IconButton
      icon={Phone}
      size={size}
      label={label}
      disabled={placeCall.isPending}
      onClick={() => placeCall.mutate(target)}
    />
  );
}

/** The first thing to do where somebody waits for it. */
export function CallBackButton({ target, text }: { target: CallTarget; text: string }) {
  const placeCall = usePlaceCall();
  const mayCall = useMayCall();
  if (!mayCall) return null;
  return (
    <Button
      type="primary"
      icon={<Phone size={14} aria-hidden />}
      loading={placeCall.isPending}
      onClick={() => placeCall.mutate(target)}
    >
      {text}
    </Button>
  );
}
