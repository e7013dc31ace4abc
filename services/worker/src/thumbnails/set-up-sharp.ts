import sharp from 'sharp';

/** libvips' loader of each format. */
const loaders: Readonly<Record<string, string>> = {
  jpeg: 'VipsForeignLoadJpegBuffer',
  png: 'VipsForeignLoadPngBuffer',
  webp: 'VipsForeignLoadWebpBuffer',
  gif: 'VipsForeignLoadNsgifBuffer',
  avif: 'VipsForeignLoadHeifBuffer',
  heic: 'VipsForeignLoadHeifBuffer',
  tiff: 'VipsForeignLoadTiffBuffer',
};

/**
 * Readies libvips for many photos at once. One thread for each photo and several photos side by side use the cores
 * better than several threads for one; a cache only costs, since no photo comes twice. Of libvips' loaders only those
 * of the formats that are taken stay open: each of the others is a way in for a hostile file.
 * https://sharp.pixelplumbing.com/api-utility/#block
 */
export function setUpSharp(formats: readonly string[]): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  // PNG carries images to which an ICC profile is assigned.
  sharp.unblock({ operation: ['png', ...formats].map((format) => loaders[format] ?? '').filter(Boolean) });
}
