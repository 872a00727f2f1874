// Imported first by every script that people start: says in words what would otherwise be a syntax error.
const wanted = 20
const major = Number(process.versions.node.split('.')[0])

if (major < wanted) {
  console.error(`C.H.A.O.S. needs Node ${wanted} or newer; this is Node ${process.versions.node}.`)
  console.error('Get a newer one from https://nodejs.org and start again.')
  process.exit(1)
}
