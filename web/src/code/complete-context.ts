// Completion of what an action's code can read from `context`: it follows subscripts, `.get(…)`, names that were assigned and
// the names of loops back to the context, and offers the keys that are there.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode, Tree } from '@lezer/common';
import type { Shape } from './shape.ts';

/** Names may lead through each other; a circle ends here. */
const deepest = 20;
/** The rest of a long script is read in the background; what stands up to the cursor is waited for so long. */
const parseForMs = 100;
const mayHoldStatements = /^Script$|^Body$|Statement$|StatementGroup$|Definition$/;
const comprehensions = new Set([
  'ArrayComprehensionExpression',
  'SetComprehensionExpression',
  'ComprehensionExpression',
]);

/** `shapeOf` answers the shape of `context`, undefined while it is not known. */
export function completeContext(shapeOf: () => Shape | undefined) {
  return (context: CompletionContext): CompletionResult | null => {
    const root = shapeOf();
    if (!root) return null;
    const { state, pos } = context;
    const before = treeTo(pos, state).resolveInner(pos, -1);
    if (before.name === 'String' && pos > before.from) return completeKey(before, root, state, pos);
    if (before.name !== '[') return null;
    const found = objectOf(before, root, state);
    return found ? { from: pos, options: keysOf(found, "'") } : null;
  };
}

function treeTo(pos: number, state: EditorState): Tree {
  return ensureSyntaxTree(state, state.doc.lineAt(pos).to, parseForMs) ?? syntaxTree(state);
}

function completeKey(string: SyntaxNode, root: Shape, state: EditorState, pos: number): CompletionResult | null {
  const found = objectOf(string, root, state);
  if (!found) return null;
  return { from: string.from + 1, to: pos, options: keysOf(found, ''), validFor: /^\w*$/ };
}

function keysOf(shape: Shape, quote: string): Completion[] {
  return Object.entries(shape.fields ?? {}).map(([name, { detail }]) => ({
    label: name,
    apply: `${quote}${name}${quote}`,
    detail,
    type: 'property',
    boost: 50,
  }));
}

/** What the subscript or the `.get(` reads from that this bracket or string stands in. */
function objectOf(inside: SyntaxNode, root: Shape, state: EditorState): Shape | undefined {
  const { parent } = inside;
  if (parent?.name === 'MemberExpression' && parent.firstChild) return resolve(parent.firstChild, root, state, 0);
  const call = parent?.name === 'ArgList' ? parent.parent : undefined;
  return call ? receiverOfGet(call, root, state, 0) : undefined;
}

function receiverOfGet(call: SyntaxNode, root: Shape, state: EditorState, depth: number): Shape | undefined {
  const callee = call.firstChild;
  const method = callee?.lastChild;
  if (callee?.name !== 'MemberExpression' || method?.name !== 'PropertyName' || textOf(method, state) !== 'get') return;
  return callee.firstChild ? resolve(callee.firstChild, root, state, depth) : undefined;
}

/** The shape of an expression. */
function resolve(node: SyntaxNode, root: Shape, state: EditorState, depth: number): Shape | undefined {
  if (depth > deepest) return undefined;
  const follow = (next: SyntaxNode | null | undefined) => (next ? resolve(next, root, state, depth + 1) : undefined);
  switch (node.name) {
    case 'VariableName':
      return textOf(node, state) === 'context' ? root : resolveName(node, root, state, depth);
    case 'ParenthesizedExpression':
      return follow(node.firstChild?.nextSibling);
    case 'BinaryExpression':
      return follow(node.firstChild);
    case 'CallExpression': {
      const key = node.getChild('ArgList')?.getChild('String');
      return key ? receiverOfGet(node, root, state, depth)?.fields?.[keyText(key, state)] : undefined;
    }
    case 'MemberExpression': {
      const object = follow(node.firstChild);
      const key = node.getChild('String');
      return key ? object?.fields?.[keyText(key, state)] : object?.item;
    }
    default:
      return undefined;
  }
}

/** A name is what it was last given before: by an assignment, or by the loop or comprehension it stands in. */
function resolveName(name: SyntaxNode, root: Shape, state: EditorState, depth: number): Shape | undefined {
  const text = textOf(name, state);
  for (let around = name.parent; around; around = around.parent) {
    if (!comprehensions.has(around.name)) continue;
    const list = loopOver(around, text, state);
    if (list && !contains(list, name)) return resolve(list, root, state, depth + 1)?.item;
  }
  let found: { node: SyntaxNode; isLoop: boolean } | undefined;
  treeTo(name.from, state).iterate({
    to: name.from,
    enter: ({ node }) => {
      // Only statements are looked into: a long script has ten times as many expressions.
      if (!mayHoldStatements.test(node.name)) return false;
      if (node.name === 'AssignStatement' && node.to <= name.from) {
        const [target, value] = [node.firstChild, node.lastChild];
        if (target && value && textOf(target, state) === text) found = { node: value, isLoop: false };
      }
      if (node.name === 'ForStatement') {
        const list = loopOver(node, text, state);
        if (list && list.to <= name.from) found = { node: list, isLoop: true };
      }
      return undefined;
    },
  });
  if (!found) return undefined;
  const shape = resolve(found.node, root, state, depth + 1);
  return found.isLoop ? shape?.item : shape;
}

/** What `for name in …` goes over. */
function loopOver(loop: SyntaxNode, name: string, state: EditorState): SyntaxNode | undefined {
  for (const keyword of loop.getChildren('for')) {
    const variable = keyword.nextSibling;
    const list = variable?.nextSibling?.nextSibling;
    if (variable?.name === 'VariableName' && textOf(variable, state) === name && list) return list;
  }
  return undefined;
}

function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

function textOf(node: SyntaxNode, state: EditorState): string {
  return state.sliceDoc(node.from, node.to);
}

function keyText(string: SyntaxNode, state: EditorState): string {
  return textOf(string, state).slice(1, -1);
}
