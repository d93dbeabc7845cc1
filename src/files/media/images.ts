export interface MadeThumbnail {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly variant: string;
}

export interface MadeImage {
  readonly path: string;
  readonly byteSize: number;
  readonly width: number;
  readonly height: number;
  readonly thumbnails: readonly MadeThumbnail[];
}

export interface ImageMaker {
  /**
   * Encodes the picture anew in its own format, upright and without metadata, and makes the
   * thumbnails. Throws FILE_TYPE_REJECTED or FILE_TOO_LARGE, and then no file is left.
   */
  make(path: string, mimeType: string): Promise<MadeImage>;
}
