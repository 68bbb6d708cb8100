// Runs in the browser, before GraphiQL: sets it up, and makes its code editor, which writes styles into the page as it
// goes, do so in the two ways that our content security policy allows.

const folder = '/graphql/graphiql';
const styleNonce = document.querySelector('meta[property="csp-nonce"]').nonce;

self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => `${folder}/${label === 'json' || label === 'graphql' ? label : 'editor'}-worker.js`,
};

// Style elements carry the nonce of this answer.
const createElement = Document.prototype.createElement;
Document.prototype.createElement = function (...args) {
  const element = createElement.apply(this, args);
  if (element instanceof HTMLStyleElement) element.nonce = styleNonce;
  return element;
};

// Style attributes in markup become properties, which scripts may set.
const innerHTML = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML');
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...innerHTML,
  set(markup) {
    innerHTML.set.call(this, setAside(markup));
    putBack(this);
  },
});
const insertAdjacentHTML = Element.prototype.insertAdjacentHTML;
Element.prototype.insertAdjacentHTML = function (place, markup) {
  insertAdjacentHTML.call(this, place, setAside(markup));
  putBack(this.parentElement ?? this);
};
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name.toLowerCase() === 'style') this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

function setAside(markup) {
  return String(markup).replaceAll(' style="', ' data-style="');
}

function putBack(root) {
  for (const element of root.querySelectorAll('[data-style]')) {
    element.style.cssText = element.dataset.style;
    delete element.dataset.style;
  }
}

addEventListener('DOMContentLoaded', () => {
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    title: 'Interlock GraphQL',
    defaultQuery: '{ me { id name roles { name } } }\n',
  });
});
