//! The npm package: Rust to wasm, glue and facade to two small entry points.

use std::fs;
use std::path::{Path, PathBuf};

use crate::declarations;
use crate::failure::{Failure, Outcome};
use crate::process::{self, step};
use crate::stamp::Work;
use crate::tool::Tool;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// What building the package takes.
pub(crate) const TOOLS: [Tool; 3] = [Tool::WasmTarget, Tool::WasmBindgen, Tool::PackageModules];

/// Where glue, wasm and compiled facade meet before they are bundled.
const STAGING: &str = "target/package";
const DIST: &str = "pkg/dist";
const MODULE: &str = "target/wasm32-unknown-unknown/release/terrarium_wasm.wasm";
const ENTRIES: [&str; 5] = ["index", "slim", "inspect", "inspector", "node"];
const INPUTS: [&str; 13] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "crates/codec/Cargo.toml",
    "crates/codec/src",
    "crates/ecs",
    "crates/wasm",
    "crates/xtask/src/package.rs",
    "crates/xtask/src/declarations.rs",
    "pkg/src",
    "pkg/package.json",
    "pkg/package-lock.json",
    "pkg/tsconfig.json",
];
/// Properties that no user of the package sees, so that their names need not be downloaded.
const INTERNAL: [&str; 19] = [
    "adopt",
    "forget",
    "settle",
    "__wbg_ptr",
    "__destroy_into_raw",
    "store",
    "ownership",
    "kept",
    "columnAt",
    "prepared",
    "firstShared",
    "secondShared",
    "valueAt",
    "entitiesOf",
    "assertAlive",
    "assertUsable",
    "assertFree",
    "heldByOther",
    "ownShared",
];
/// Files of the root that the published package carries.
const DOCUMENTS: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];
/// What the compiled module may contain; every engine that we support has all of it.
const FEATURES: [&str; 6] = [
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];
/// esbuild's `base64` loader turns the import into a string, in the entry that asks for it alone.
const INLINE: &str = "import WASM_BASE64 from \"./core.wasm\";\nexport { WASM_BASE64 };\n";
const INLINE_TYPES: &str = "export const WASM_BASE64: string;\n";
/// A function that is wanted many times over, and says why: where it is, and what is before it there.
const COPIED: (&str, &str) = ("numbers.js", "export const keepNumbers = ");
const COPIES: usize = 32;
const COPIES_TYPES: &str = "export const COPIES: Array<import(\"./numbers.js\").KeepNumbers>;\n";

/// Builds `pkg/dist` unless it is up to date.
pub(crate) fn build(workspace: &Workspace, toolbox: &mut Toolbox) -> Outcome {
    toolbox.need(workspace, &TOOLS)?;
    let mut inputs = INPUTS.map(|path| workspace.path(path)).to_vec();
    let mut outputs = vec![workspace.path(DIST)];
    for document in DOCUMENTS {
        inputs.push(workspace.path(document));
        outputs.push(workspace.path("pkg").join(document));
    }
    let work = Work {
        name: "package",
        inputs,
        outputs,
        context: process::capture(workspace.command("rustc").arg("--version"))?,
    };
    work.unless_fresh(workspace, || build_anew(workspace))
}

fn build_anew(workspace: &Workspace) -> Outcome {
    compile(workspace)?;
    let staging = workspace.path(STAGING);
    empty(&staging)?;
    bind(workspace, &staging)?;
    write(&staging.join("inline.js"), INLINE)?;
    write(&staging.join("inline.d.ts"), INLINE_TYPES)?;
    write(&staging.join("copies.d.ts"), COPIES_TYPES)?;
    write(&staging.join("package.json"), "{ \"type\": \"module\" }\n")?;
    let mut tsc = workspace.command("tsc");
    step(workspace, "tsc", tsc.args(["--project", "pkg"]))?;
    copy_function(&staging)?;
    empty(&workspace.path(DIST))?;
    bundle(workspace, &staging)?;
    let core = workspace.path(DIST).join("core.wasm");
    copy(&staging.join("core.wasm"), &core)?;
    declarations::copy(&staging, &workspace.path(DIST), &ENTRIES)?;
    copy_documents(workspace)
}

/// Writes a list of copies of the function that is wanted many times over.
fn copy_function(staging: &Path) -> Outcome {
    let (file, before) = COPIED;
    let file = staging.join(file);
    let text = fs::read_to_string(&file).map_err(|error| Failure::at(&file, &error))?;
    let parts = text.split_once(before).and_then(|(imports, rest)| Some((imports, rest.rsplit_once(';')?.0)));
    let Some((imports, function)) = parts else {
        return Err(Failure::new(format!("{} has no `{before}`", file.display())));
    };
    let list = vec![function; COPIES].join(",\n");
    write(&staging.join("copies.js"), &format!("{imports}\nexport const COPIES = [{list}];\n"))
}

fn compile(workspace: &Workspace) -> Outcome {
    let mut cargo = workspace.cargo([
        "build",
        "--release",
        "--package",
        "terrarium-wasm",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    workspace.without_machine_paths(&mut cargo);
    step(workspace, "cargo build terrarium-wasm", &mut cargo)
}

fn bind(workspace: &Workspace, staging: &Path) -> Outcome {
    let mut bindgen = workspace.command("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--omit-default-module-path"])
        .arg("--experimental-reset-state-function")
        .args(["--out-name", "core", "--out-dir"])
        .arg(staging)
        .arg(workspace.path(MODULE));
    step(workspace, "wasm-bindgen", &mut bindgen)?;
    let mut optimise = workspace.command("wasm-opt");
    optimise
        .arg("-O3")
        .args(FEATURES)
        .arg(staging.join("core_bg.wasm"))
        .arg("-o")
        .arg(staging.join("core.wasm"));
    step(workspace, "wasm-opt", &mut optimise)
}

fn bundle(workspace: &Workspace, staging: &Path) -> Outcome {
    let mut esbuild = workspace.command("esbuild");
    esbuild
        .args(ENTRIES.map(|entry| staging.join(entry).with_extension("js")))
        .args(["--bundle", "--splitting", "--format=esm", "--target=es2022"])
        .args(["--minify", "--loader:.wasm=base64"])
        // What the package depends on, Node's own, and what the page's build makes.
        .args(["--packages=external", "--external:../inspector/packed.js"])
        .arg(format!("--mangle-props=^({})$", INTERNAL.join("|")))
        .arg("--log-level=warning")
        .arg(format!("--outdir={DIST}"));
    step(workspace, "esbuild", &mut esbuild)?;
    let scripts = workspace.files(DIST, ".js")?;
    scripts.iter().try_for_each(|script| compress(workspace, script))
}

/// Another 3 % of the gzipped size, after what esbuild does.
fn compress(workspace: &Workspace, script: &Path) -> Outcome {
    let mut terser = workspace.command("terser");
    terser.args(["--module", "--mangle", "--compress", "passes=3,ecma=2022", "--output"]);
    step(workspace, "terser", terser.arg(script).arg("--").arg(script))
}

/// What the root lacks, the packaging tests miss in the tarball.
fn copy_documents(workspace: &Workspace) -> Outcome {
    let mut written = DOCUMENTS.iter().filter(|file| workspace.path(file).is_file());
    written.try_for_each(|file| copy(&workspace.path(file), &workspace.path("pkg").join(file)))
}

fn empty(folder: &Path) -> Outcome {
    let failed = |error| Failure::at(folder, &error);
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| Failure::at(path, &error))
}

fn copy(from: &Path, to: &PathBuf) -> Outcome {
    fs::copy(from, to).map(drop).map_err(|error| Failure::at(from, &error))
}
