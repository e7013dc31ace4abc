import sharp from 'sharp';

/** The libvips loader of each format. */
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
 * Configures libvips for many photos at once. Several photos with one thread each use the cores better than several
 * threads for one photo. A cache is useless, because no photo is read twice. Only the loaders of accepted formats stay
 * enabled: every other loader is attack surface.
 * https://sharp.pixelplumbing.com/api-utility/#block
 */
export function setUpSharp(formats: readonly string[]): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  // Images with an assigned ICC profile are passed as PNG.
  sharp.unblock({ operation: ['png', ...formats].map((format) => loaders[format] ?? '').filter(Boolean) });
}
