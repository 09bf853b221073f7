/** How a list is shown: as rows, or as a board by one of its fields. */
import { Button, type MenuProps } from 'antd';
import { ChevronDown, List as Rows, SquareKanban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FieldDef } from '@bahu/domain/fields/field.ts';
import { DropMenu } from '../drop-menu.tsx';

interface Props {
  boards: readonly FieldDef[];
  board: FieldDef | null;
  onChoose: (board: string | undefined) => void;
}

export default function ViewSwitch({ boards, board, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const wordOf = ({ labels }: FieldDef): string => labels[i18n.language === 'en' ? 'en' : 'zh'];
  const items: MenuProps['items'] = [
    {
      key: 'rows',
      icon: <Rows size={14} aria-hidden />,
      label: t('ui.board.rows'),
      onClick: () => onChoose(undefined),
    },
    {
      key: 'boards',
      type: 'group',
      label: t('ui.board.title'),
      children: boards.map((field) => ({
        key: `board ${field.key}`,
        icon: <SquareKanban size={14} aria-hidden />,
        label: t('ui.board.by', { field: wordOf(field) }),
        onClick: () => onChoose(field.key),
      })),
    },
  ];
  const selectedKeys = [board ? `board ${board.key}` : 'rows'];
  const Icon = board ? SquareKanban : Rows;
  return (
    <DropMenu placement="bottomRight" menu={{ items, selectable: true, selectedKeys }}>
      <Button size="small" type="text" aria-haspopup="menu" icon={<Icon size={14} aria-hidden />}>
        <span className="unseen">{t('ui.board.label')}</span>
        {board ? t('ui.board.by', { field: wordOf(board) }) : t('ui.board.rows')}
        <ChevronDown size={12} aria-hidden />
      </Button>
    </DropMenu>
  );
}
