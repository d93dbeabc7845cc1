import { Icon, type IconName } from "./icon.js";

interface MenuItemProps {
  readonly icon: IconName;
  readonly text: string;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

export function MenuItem({ icon, text, danger, onClick }: MenuItemProps) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} data-danger={danger} onClick={onClick}>
      <Icon name={icon} size={18} />
      {text}
    </button>
  );
}
