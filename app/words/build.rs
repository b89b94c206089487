//! Turns `locales/` into one typed function per message (see README.md).
//!
//! English decides the signature: the arguments of a message are those of its English text, in the order in which they
//! first appear there, and each has its type in a comment above it, `# $name (String) - …`. Another language that lacks
//! a message, has one too many, or uses other arguments stops the build with the file's name.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Languages in the order of `Lang`: the name of the folder and of the variant.
const LANGS: [(&str, &str); 2] = [("en", "En"), ("es", "Es")];

type Texts = BTreeMap<String, Message<String>>;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    match generate() {
        Ok(code) => {
            #[expect(clippy::disallowed_methods, reason = "cargo says by it where to write")]
            let out = std::env::var("OUT_DIR").unwrap_or_default();
            match std::fs::write(Path::new(&out).join("words.rs"), code) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => failed(&error.to_string()),
            }
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &str) -> ExitCode {
    println!("cargo::error={error}");
    ExitCode::FAILURE
}

fn read(lang: &str) -> Result<Texts, String> {
    let folder = Path::new("locales").join(lang);
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).map_err(|e| e.to_string())?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut texts = Texts::new();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "ftl")) {
        let name = file.display();
        let source = std::fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
        let resource = fluent_syntax::parser::parse(source).map_err(|(_, e)| format!("{name}: {e:?}"))?;
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    if !message.attributes.is_empty() || message.value.is_none() {
                        return Err(format!("{name}: {} must have one text and no attributes", message.id.name));
                    }
                    if let Some(twice) = texts.insert(message.id.name.clone(), message) {
                        return Err(format!("{name}: {} stands here and elsewhere", twice.id.name));
                    }
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(term) => return Err(format!("{name}: terms are not used here: {}", term.id.name)),
                Entry::Junk { content } => return Err(format!("{name}: cannot be read: {}", content.trim())),
            }
        }
    }
    Ok(texts)
}

/// What an argument may be, from the comment above the English message.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
    Bool,
}

fn kind(message: &Message<String>, argument: &str) -> Result<Kind, String> {
    let comment = message.comment.iter().flat_map(|c| &c.content).find_map(|line| {
        let rest = line.trim().strip_prefix(&format!("${argument} ("))?;
        rest.split(')').next().map(str::to_owned)
    });
    match comment.as_deref() {
        Some("String") => Ok(Kind::Text),
        Some("Number") => Ok(Kind::Number),
        Some("Bool") => Ok(Kind::Bool),
        _ => Err(format!("{}: say above it what ${argument} is: # ${argument} (String) - ...", message.id.name)),
    }
}

fn variables(pattern: &Pattern<String>, found: &mut Vec<String>) {
    fn inline(expression: &InlineExpression<String>, found: &mut Vec<String>) {
        if let InlineExpression::VariableReference { id } = expression {
            if !found.contains(&id.name) {
                found.push(id.name.clone());
            }
        }
    }
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(expression) => inline(expression, found),
                Expression::Select { selector, variants } => {
                    inline(selector, found);
                    variants.iter().for_each(|v| variables(&v.value, found));
                }
            }
        }
    }
}

fn ident(name: &str) -> String {
    name.replace('-', "_")
}

/// Rust that appends a text to `out`.
fn say(text: &str, code: &mut String) {
    let mut letters = text.chars();
    let _ = match (letters.next(), letters.next()) {
        (Some(only), None) => write!(code, "out.push({only:?});"),
        _ => write!(code, "out.push_str({text:?});"),
    };
}

/// Rust that appends a pattern to `out`.
fn push(
    pattern: &Pattern<String>,
    lang: &str,
    kinds: &BTreeMap<String, Kind>,
    code: &mut String,
) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                say(value, code);
            }
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    let _ = write!(code, "out.push_str(&{});", ident(&id.name));
                }
                Expression::Inline(InlineExpression::StringLiteral { value }) => say(value, code),
                Expression::Inline(other) => return Err(format!("cannot be written: {other:?}")),
                Expression::Select { selector, variants } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        return Err(format!("a choice by something else than a variable: {selector:?}"));
                    };
                    select(&id.name, variants, lang, kinds, code)?;
                }
            },
        }
    }
    Ok(())
}

fn select(
    argument: &str,
    variants: &[fluent_syntax::ast::Variant<String>],
    lang: &str,
    kinds: &BTreeMap<String, Kind>,
    code: &mut String,
) -> Result<(), String> {
    let name = ident(argument);
    let key = |variant: &fluent_syntax::ast::Variant<String>| match &variant.key {
        VariantKey::Identifier { name } => name.clone(),
        VariantKey::NumberLiteral { value } => value.clone(),
    };
    let mut closing = 0;
    // The default stands last, as everything else.
    for variant in variants.iter().filter(|v| !v.default) {
        let key = key(variant);
        let test = match (kinds.get(argument), &variant.key) {
            (Some(Kind::Number), VariantKey::Identifier { .. }) => format!("plural(Lang::{lang}, &{name}) == {key:?}"),
            _ => format!("{name} == {key:?}"),
        };
        let _ = write!(code, "if {test} {{");
        push(&variant.value, lang, kinds, code)?;
        code.push_str("} else {");
        closing += 1;
    }
    let default = variants.iter().find(|v| v.default).ok_or("a choice without a default")?;
    push(&default.value, lang, kinds, code)?;
    code.extend(std::iter::repeat_n('}', closing));
    Ok(())
}

fn generate() -> Result<String, String> {
    let all = LANGS.iter().map(|(lang, _)| read(lang)).collect::<Result<Vec<_>, _>>()?;
    let (english, others) = all.split_first().ok_or("no languages")?;
    for ((lang, _), texts) in LANGS[1..].iter().zip(others) {
        let missing: Vec<_> = english.keys().filter(|key| !texts.contains_key(*key)).cloned().collect();
        let extra: Vec<_> = texts.keys().filter(|key| !english.contains_key(*key)).cloned().collect();
        if !missing.is_empty() || !extra.is_empty() {
            return Err(format!("locales/{lang}: missing {missing:?}; not in English {extra:?}"));
        }
    }
    let mut code = String::from("impl Words {\n");
    for (key, message) in english {
        let mut arguments = Vec::new();
        if let Some(pattern) = &message.value {
            variables(pattern, &mut arguments);
        }
        let kinds: BTreeMap<String, Kind> =
            arguments.iter().map(|a| Ok((a.clone(), kind(message, a)?))).collect::<Result<_, String>>()?;
        let signature: String = arguments
            .iter()
            .map(|a| match kinds[a] {
                Kind::Bool => format!(", {}: bool", ident(a)),
                Kind::Text | Kind::Number => format!(", {}: impl std::fmt::Display", ident(a)),
            })
            .collect();
        let _ = write!(code, "/// `{key}`\npub fn {}(&self{signature}) -> String {{", ident(key));
        for argument in &arguments {
            let name = ident(argument);
            let _ = write!(code, "let {name} = {name}.to_string();");
        }
        code.push_str("let mut out = String::new(); match self.0 {");
        for ((lang, variant), texts) in LANGS.iter().zip(&all) {
            let message = &texts[key];
            let pattern = message.value.as_ref().ok_or("a message without a text")?;
            let mut used = Vec::new();
            variables(pattern, &mut used);
            if let Some(unknown) = used.iter().find(|u| !arguments.contains(u)) {
                return Err(format!("locales/{lang}: {key} uses ${unknown}, which English does not"));
            }
            let _ = write!(code, "Lang::{variant} => {{");
            push(pattern, variant, &kinds, &mut code).map_err(|e| format!("locales/{lang}: {key}: {e}"))?;
            code.push('}');
        }
        code.push_str("} out }\n");
    }
    code.push_str("}\n");
    Ok(code)
}
