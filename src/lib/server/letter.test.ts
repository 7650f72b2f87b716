import { describe, expect, it } from 'vitest';
import { write, type Letter } from './letter.ts';

const letter: Letter = {
  lang: 'zh',
  title: '江岸<小区>：2 条更新',
  lead: ['第一句 & 第二句'],
  parts: [
    {
      title: { text: '项目登记', href: 'https://sunlit.example/projects/a?x=1&y="2"' },
      lines: ['地址：一元路', '套数：<3>']
    },
    { title: { text: '没有链接' }, lines: [] }
  ],
  action: { text: '打开', href: 'https://sunlit.example/' },
  footer: [{ text: '为什么' }, { text: '退订', href: 'https://sunlit.example/stop' }]
};

describe('a letter', () => {
  it('says the same as text and as HTML', () => {
    const { text, html, subject } = write(letter);
    expect(subject).toBe('江岸<小区>：2 条更新');
    for (const words of [
      '项目登记',
      '地址：一元路',
      '没有链接',
      '打开',
      '为什么',
      'https://sunlit.example/stop'
    ])
      for (const written of [text, html]) expect(written).toContain(words);
    expect(text).toContain(
      '项目登记\nhttps://sunlit.example/projects/a?x=1&y="2"\n  地址：一元路\n  套数：<3>'
    );
  });

  it('lets nothing of what it tells become markup', () => {
    const { html } = write(letter);
    expect(html).toContain('江岸&lt;小区&gt;');
    expect(html).toContain('第一句 &amp; 第二句');
    expect(html).toContain('href="https://sunlit.example/projects/a?x=1&amp;y=&quot;2&quot;"');
    expect(html).not.toContain('<小区>');
  });

  it('asks for nothing from anywhere when it is read', () => {
    expect(write(letter).html).not.toMatch(/<(img|link|script|iframe|object|video)|url\(|@import/i);
  });

  it('in several languages marks each', () => {
    const { subject, html, text } = write(letter, { lang: 'en', title: 'Two pieces of news', footer: [] });
    expect(subject).toBe('江岸<小区>：2 条更新 · Two pieces of news');
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toMatch(/<div lang="en"[^>]*>\s*<h1[^>]*>Two pieces of news/);
    expect(text.indexOf('江岸')).toBeLessThan(text.indexOf('Two pieces'));
  });
});
