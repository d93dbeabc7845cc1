export interface MadeThumbnail {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly variant: string;
}

export interface MadeImage {
  readonly path: string;
  /** Not always the one that came. */
  readonly mimeType: string;
  readonly byteSize: number;
  readonly width: number;
  readonly height: number;
  readonly thumbnails: readonly MadeThumbnail[];
}

export interface ImageMaker {
  /**
   * Encodes the picture anew, upright and without metadata, in its own format or in one that every
   * program shows, and makes the thumbnails. Throws FILE_TYPE_REJECTED or FILE_TOO_LARGE, and then no file is left.
   */
  make(path: string, mimeType: string): Promise<MadeImage>;
}
