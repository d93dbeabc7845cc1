import { useRef } from "react";
import { IconButton } from "../ui/button.js";
import { messagesTexts } from "../texts/messages.js";

interface AttachButtonProps {
  /** The types that may be chosen, as an input takes them. */
  readonly accept: string | undefined;
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the system's choice of files. */
export function AttachButton({ accept, disabled, onFiles }: AttachButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={accept}
        aria-label={messagesTexts.chooseFiles}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <IconButton
        icon="attach"
        label={messagesTexts.attachPicturesOrFiles}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      />
    </>
  );
}
