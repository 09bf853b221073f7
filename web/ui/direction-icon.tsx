/** Which way a call went; red when it was lost. */
import { PhoneIncoming, PhoneOutgoing, Users2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

const icons = { inbound: PhoneIncoming, outbound: PhoneOutgoing, internal: Users2 } as const;

export function DirectionIcon({
  direction,
  isLost,
  size = 14,
}: {
  direction: keyof typeof icons;
  isLost?: boolean;
  size?: number;
}) {
  const { t } = useTranslation();
  const Icon = icons[direction];
  const tone = isLost ? 'toned tone-alarm' : direction === 'inbound' ? 'toned tone-talking' : 'hint';
  return <Icon size={size} className={tone} role="img" aria-label={t(`calls.direction.${direction}`)} />;
}
