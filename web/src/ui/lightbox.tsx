import { useEffect, useRef } from "react";
import { IconButton } from "./button.js";

interface LightboxProps {
  readonly picture: { readonly url: string; readonly filename: string };
  readonly onClose: () => void;
}

export function Lightbox({ picture, onClose }: LightboxProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className="lightbox"
      aria-label={picture.filename}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="row">
        <span className="grow truncate">{picture.filename}</span>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      <img src={picture.url} alt={picture.filename} />
    </dialog>
  );
}
