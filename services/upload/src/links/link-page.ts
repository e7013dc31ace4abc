const texts = {
  en: {
    over: 'This link has expired. Ask for a new one, or open the photo in your album.',
    deleted: 'This photo was deleted.',
    unknown: 'This link is not valid. Check that you copied all of it.',
  },
  ko: {
    over: '링크의 유효 기간이 지났어요. 새 링크를 요청하거나 앨범에서 사진을 확인해 주세요.',
    deleted: '삭제된 사진이에요.',
    unknown: '올바르지 않은 링크예요. 링크 전체가 복사되었는지 확인해 주세요.',
  },
} as const;

/** The page for a link that does not lead to a photo: in Korean if the browser prefers Korean, else in English. */
export function linkPage(reason: keyof (typeof texts)['en'], acceptLanguage: string | undefined): string {
  const language = /^\s*ko\b/i.test(acceptLanguage ?? '') ? 'ko' : 'en';
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>proofsheet</title>
<style>body { font: 1.2rem/1.5 system-ui; max-width: 32rem; margin: 20vh auto; padding: 0 1rem }</style>
<p>${texts[language][reason]}</p>
</html>
`;
}
