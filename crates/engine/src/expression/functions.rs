//! The functions that expressions know, each with what it takes.

use minijinja::machinery::ast::{self, CallArg, Expr};

use super::lower::{ExpressionFault, Lowered, Lowering, dotted, fault, known_words, meant};
use super::types::Type;
use super::{Expression, RowTest};
use crate::suggestion::nearest;
use crate::value::{Duration, DurationUnit, date};

/// The name of every function, and what it takes in words for a message.
const FUNCTIONS: &[(&str, &str)] = &[
    ("answered", "a question"),
    ("given", "a question"),
    ("set_aside", "a question"),
    ("complete", "a group of questions"),
    ("count", "a question with several entries"),
    ("includes_all", "a question with several options, and a list of words"),
    ("includes_any", "a question with several options, and a list of words"),
    ("any", "a table, and a test of its rows"),
    ("every", "a table, and a test of its rows"),
    ("days", "a number"),
    ("weeks", "a number"),
    ("months", "a number"),
    ("years", "a number"),
    ("date", "a date such as \"2027-01-31\""),
];

impl Lowering<'_> {
    /// A call of one of the functions.
    pub(super) fn call(&mut self, tree: &Expr<'_>, call: &ast::Call<'_>) -> Lowered {
        let Expr::Var(name) = &call.expr else { return Err(fault(tree, "this cannot be called")) };
        let mut arguments = Vec::new();
        for argument in &call.args {
            match argument {
                CallArg::Pos(argument) => arguments.push(argument),
                _ => return Err(fault(tree, "arguments have no names here")),
            }
        }
        match (name.id, arguments.as_slice()) {
            ("answered", [target]) => match self.expression(target)?.0 {
                inner @ (Expression::Answer(_) | Expression::Cell { .. } | Expression::Derived(_)) => {
                    Ok((Expression::Answered(Box::new(inner)), Type::Truth))
                }
                _ => Err(fault(target, "`answered` asks about a question")),
            },
            ("given", [target]) => Ok((Expression::Given(self.question(target, "given")?), Type::Truth)),
            ("set_aside", [target]) => Ok((Expression::SetAside(self.question(target, "set_aside")?), Type::Truth)),
            ("complete", [target]) => self.complete(target),
            ("count", [target]) => match self.expression(target)? {
                (inner, Type::Words(Some(_)) | Type::List | Type::Rows) => {
                    Ok((Expression::Count(Box::new(inner)), Type::Number))
                }
                (_, kind) => Err(fault(target, format!("{} cannot be counted", kind.name()))),
            },
            ("includes_all", [set, wanted]) => self.includes(tree, true, set, wanted),
            ("includes_any", [set, wanted]) => self.includes(tree, false, set, wanted),
            ("any", [table, test]) => self.rows(RowTest::Any, table, test),
            ("every", [table, test]) => self.rows(RowTest::Every, table, test),
            ("days", [amount]) => self.length(tree, DurationUnit::Day, amount),
            ("weeks", [amount]) => self.length(tree, DurationUnit::Week, amount),
            ("months", [amount]) => self.length(tree, DurationUnit::Month, amount),
            ("years", [amount]) => self.length(tree, DurationUnit::Year, amount),
            ("date", [text]) => match self.expression(text)? {
                (Expression::Word(text), _) => match date(&text) {
                    Some(date) => Ok((Expression::Date(date), Type::Date)),
                    None => Err(fault(tree, "a date such as \"2027-01-31\" is expected here")),
                },
                _ => Err(fault(tree, "a date such as \"2027-01-31\" is expected here")),
            },
            (other, _) => Err(unknown(tree, other)),
        }
    }

    fn question(&mut self, target: &Expr<'_>, function: &str) -> Result<usize, ExpressionFault> {
        match self.expression(target)? {
            (Expression::Answer(question), _) => Ok(question),
            _ => Err(fault(target, format!("`{function}` asks about a question"))),
        }
    }

    fn complete(&self, target: &Expr<'_>) -> Lowered {
        let path = dotted(target).unwrap_or_default();
        let questions = self.scope.questions.in_group(&path);
        if questions.is_empty() {
            let mut fault = fault(target, format!("there is no group `{path}`"));
            fault.help = nearest(&path, self.scope.questions.groups()).map(meant);
            return Err(fault);
        }
        Ok((Expression::Complete(questions), Type::Truth))
    }

    fn includes(&mut self, tree: &Expr<'_>, all: bool, set: &Expr<'_>, wanted: &Expr<'_>) -> Lowered {
        let (set_side, set_type) = self.expression(set)?;
        let (wanted_side, wanted_type) = self.expression(wanted)?;
        match (&set_type, &wanted_type) {
            (Type::Words(Some(words)), Type::Words(None)) => known_words(wanted, &wanted_side, words)?,
            (Type::Words(Some(_)), Type::Words(Some(_))) => {}
            _ => return Err(fault(tree, "a question with several options and a list of words are expected here")),
        }
        Ok((Expression::Includes { all, set: Box::new(set_side), wanted: Box::new(wanted_side) }, Type::Truth))
    }

    fn rows(&mut self, which: RowTest, table: &Expr<'_>, test: &Expr<'_>) -> Lowered {
        let (Expression::Answer(at), Type::Rows) = self.expression(table)? else {
            return Err(fault(table, "a question that is a table is expected here"));
        };
        let outer = self.item.replace(at);
        let test = self.truth(test);
        self.item = outer;
        Ok((Expression::Rows { which, table: at, test: Box::new(test?) }, Type::Truth))
    }

    fn length(&mut self, tree: &Expr<'_>, unit: DurationUnit, amount: &Expr<'_>) -> Lowered {
        match self.expression(amount)? {
            (Expression::Number(amount), _) => Ok((Expression::Length(Duration { amount, unit }), Type::Length)),
            _ => Err(fault(tree, "a number is expected here")),
        }
    }
}

/// A function that is not known, or one that is and takes something else.
fn unknown(tree: &Expr<'_>, name: &str) -> ExpressionFault {
    if let Some((name, takes)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
        return fault(tree, format!("`{name}` takes {takes}"));
    }
    let mut fault = fault(tree, format!("there is no function `{name}`"));
    fault.help = nearest(name, FUNCTIONS.iter().map(|(known, _)| *known)).map(meant);
    fault
}
