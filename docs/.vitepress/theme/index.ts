import { useData, type Theme, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineComponent, h } from 'vue';
import './style.css';

/** Where the text of the page is, for people and programs that want no HTML. */
const AsMarkdown = defineComponent(() => {
  const { page } = useData();
  return () =>
    h('p', { class: 'as-markdown' }, [
      h('a', { href: withBase(`/${page.value.relativePath}`), target: '_self' }, 'This page as Markdown'),
    ]);
});

const NotFound = () =>
  h('main', { class: 'not-found' }, [
    h('h1', 'There is no such page'),
    h('p', [h('a', { href: withBase('/') }, 'To the first page'), ', or search above.']),
  ]);

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, { 'doc-footer-before': () => h(AsMarkdown), 'not-found': NotFound }),
} satisfies Theme;
