import { Visitor } from '@swc/core/Visitor.js'

/**
 * dependency-cruiser reads TypeScript through swc's visitor, which knows no `using` declaration and gives up on the
 * file. This teaches it: the declared values may hold an `import()` like those of any other declaration.
 * Import this module before 'dependency-cruiser'.
 */
const prototype = Visitor.prototype
const visitKnownStatement = prototype.visitStatement

prototype.visitStatement = function visitStatement(statement) {
  if (!isUsingDeclaration(statement)) return visitKnownStatement.call(this, statement)
  statement.decls = this.visitVariableDeclarators(statement.decls)
  return statement
}

type Statement = Parameters<typeof visitKnownStatement>[0]
type Declarators = Parameters<typeof prototype.visitVariableDeclarators>[0]

function isUsingDeclaration(statement: { type: string }): statement is Statement & { decls: Declarators } {
  return statement.type === 'UsingDeclaration'
}
