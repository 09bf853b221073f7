/** A telephone icon that calls. */
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
