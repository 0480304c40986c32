//! From a text to an expression whose types fit: every name is a question, every word one of its options.

use minijinja::machinery::ast::{self, BinOpKind, CompareOpKind, Expr, UnaryOpKind};
use minijinja::machinery::parse_expr;

use super::types::Type;
use super::{Comparison, Expression, MAXIMUM_LENGTH, Operator, RowName};
use crate::calculators::{DERIVED, derived_names, find_derived};
use crate::catalogue::QuestionIndex;
use crate::suggestion::nearest;

/// What names mean where an expression stands.
pub(crate) struct Scope<'a> {
    /// All questions.
    pub(crate) questions: &'a QuestionIndex,
    /// The table whose rows `row` means, if any.
    pub(crate) row: Option<usize>,
    /// Whether only positive logic is allowed, as in `show_if`.
    pub(crate) positive: bool,
}

/// A fault in an expression: the bytes in its text, what is wrong, and what may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpressionFault {
    pub(crate) range: std::ops::Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// An expression with its type.
pub(super) type Lowered = Result<(Expression, Type), ExpressionFault>;

/// Reads an expression that says whether something is so.
pub(crate) fn lower(text: &str, scope: &Scope<'_>) -> Result<Expression, ExpressionFault> {
    let whole = 0..text.len();
    if text.len() > MAXIMUM_LENGTH {
        let message = format!("the expression is longer than {MAXIMUM_LENGTH} bytes");
        return Err(ExpressionFault { range: whole, message, help: None });
    }
    let tree = parse_expr(text).map_err(|error| {
        let detail = error.detail().unwrap_or("it cannot be read").to_owned();
        ExpressionFault { range: whole.clone(), message: format!("this is not an expression: {detail}"), help: None }
    })?;
    let mut lowering = Lowering { scope, item: None };
    let (expression, kind) = lowering.expression(&tree)?;
    if kind != Type::Truth {
        return Err(fault(&tree, format!("the expression must be true or false, and this is {}", kind.name())));
    }
    Ok(expression)
}

/// A fault at a part of an expression.
pub(super) fn fault(at: &Expr<'_>, message: impl Into<String>) -> ExpressionFault {
    let span = at.span();
    ExpressionFault { range: span.start_offset as usize..span.end_offset as usize, message: message.into(), help: None }
}

/// The walk from the parser's tree to typed expressions.
pub(super) struct Lowering<'a> {
    /// What names mean.
    pub(super) scope: &'a Scope<'a>,
    /// The table whose rows `item` means, inside `any` and `every`.
    pub(super) item: Option<usize>,
}

impl Lowering<'_> {
    /// Any expression.
    pub(super) fn expression(&mut self, tree: &Expr<'_>) -> Lowered {
        match tree {
            Expr::Const(constant) => Self::constant(tree, constant),
            Expr::List(list) => {
                let mut words = Vec::new();
                for entry in &list.items {
                    match self.expression(entry)? {
                        (Expression::Word(word), _) => words.push(word),
                        _ => return Err(fault(entry, "a list holds words in quotes")),
                    }
                }
                Ok((Expression::Words(words), Type::Words(None)))
            }
            Expr::Var(_) | Expr::GetAttr(_) => self.name(tree),
            Expr::UnaryOp(operation) => self.unary(tree, operation),
            Expr::BinOp(operation) => self.binary(tree, operation),
            Expr::Compare(comparison) => self.comparison(tree, comparison),
            Expr::Call(call) => self.call(tree, call),
            _ => Err(fault(tree, not_used_here(tree.description()))),
        }
    }

    fn constant(tree: &Expr<'_>, constant: &ast::Const) -> Lowered {
        let value = &constant.value;
        if let Some(word) = value.as_str() {
            return Ok((Expression::Word(word.to_owned()), Type::Word(None)));
        }
        if let Ok(truth) = bool::try_from(value.clone()) {
            return Ok((Expression::Truth(truth), Type::Truth));
        }
        match f64::try_from(value.clone()) {
            Ok(number) if number.is_finite() => Ok((Expression::Number(number), Type::Number)),
            _ => Err(fault(tree, "a word in quotes or a number is expected here")),
        }
    }

    fn name(&self, tree: &Expr<'_>) -> Lowered {
        let path = dotted(tree).ok_or_else(|| fault(tree, "this is not the path of a question"))?;
        if path == "today" {
            return Ok((Expression::Today, Type::Date));
        }
        for (word, row, table) in [("row", RowName::Row, self.scope.row), ("item", RowName::Item, self.item)] {
            let Some(column) = path.strip_prefix(word).and_then(|rest| rest.strip_prefix('.')) else { continue };
            let Some(table) = table else {
                return Err(fault(tree, format!("`{word}` has no meaning here")));
            };
            let columns = self.scope.questions.answer_type(table).columns();
            let Some(at) = columns.iter().position(|candidate| candidate.id == column) else {
                let mut fault = fault(tree, format!("the table has no column `{column}`"));
                fault.help = nearest(column, columns.iter().map(|column| column.id.as_str())).map(meant);
                return Err(fault);
            };
            let kind = columns.get(at).map_or(Type::Text, |column| Type::of(&column.answer));
            return Ok((Expression::Cell { row, table, column: at }, kind));
        }
        if let Some(id) = path.strip_prefix("parameter.") {
            let Some(at) = self.scope.questions.find_parameter(id) else {
                let mut fault = fault(tree, format!("there is no parameter `{id}`"));
                let ids = self.scope.questions.parameters().iter().map(|parameter| parameter.id.as_str());
                fault.help = nearest(id, ids).map(meant);
                return Err(fault);
            };
            return Ok((Expression::Parameter(at), Type::Number));
        }
        if let Some((at, derived)) = find_derived(&path).and_then(|at| Some((at, DERIVED.get(at)?))) {
            if self.scope.positive {
                return Err(fault(tree, "`show_if` cannot wait for a value that is worked out from the answers"));
            }
            return Ok((Expression::Derived(at), Type::of_quantity(derived.kind)));
        }
        let Some(question) = self.scope.questions.find(&path) else {
            let mut fault = fault(tree, format!("there is no question `{path}`"));
            fault.help =
                nearest(&path, self.scope.questions.paths()).or_else(|| nearest(&path, derived_names())).map(meant);
            return Err(fault);
        };
        Ok((Expression::Answer(question), Type::of(self.scope.questions.answer_type(question))))
    }

    /// An expression that has to be true or false.
    pub(super) fn truth(&mut self, tree: &Expr<'_>) -> Result<Expression, ExpressionFault> {
        let (expression, kind) = self.expression(tree)?;
        if kind != Type::Truth {
            let message = format!("this must be true or false, and it is {}", kind.name());
            let mut fault = fault(tree, message);
            if matches!(&kind, Type::Word(Some(words)) if words.iter().any(|word| word == "yes")) {
                fault.help = Some("Compare it: `== \"yes\"`.".to_owned());
            }
            return Err(fault);
        }
        Ok(expression)
    }

    fn unary(&mut self, tree: &Expr<'_>, operation: &ast::UnaryOp<'_>) -> Lowered {
        match operation.op {
            UnaryOpKind::Not => {
                self.positive(tree)?;
                Ok((Expression::Not(Box::new(self.truth(&operation.expr)?)), Type::Truth))
            }
            UnaryOpKind::Neg => match self.expression(&operation.expr)? {
                (Expression::Number(number), kind) => Ok((Expression::Number(-number), kind)),
                _ => Err(fault(tree, "only a number can have a minus sign")),
            },
        }
    }

    fn positive(&self, tree: &Expr<'_>) -> Result<(), ExpressionFault> {
        if self.scope.positive {
            return Err(fault(tree, "`show_if` says when a question is asked: no `not`, no `not in`, no `!=`"));
        }
        Ok(())
    }

    fn binary(&mut self, tree: &Expr<'_>, operation: &ast::BinOp<'_>) -> Lowered {
        let operator = match operation.op {
            BinOpKind::ScAnd | BinOpKind::ScOr => {
                let left = Box::new(self.truth(&operation.left)?);
                let right = Box::new(self.truth(&operation.right)?);
                let both = matches!(operation.op, BinOpKind::ScAnd);
                let joined = if both { Expression::And(left, right) } else { Expression::Or(left, right) };
                return Ok((joined, Type::Truth));
            }
            BinOpKind::Eq => return self.compared(tree, Comparison::Equal, &operation.left, &operation.right),
            BinOpKind::Ne => return self.compared(tree, Comparison::NotEqual, &operation.left, &operation.right),
            BinOpKind::Lt => return self.compared(tree, Comparison::Less, &operation.left, &operation.right),
            BinOpKind::Lte => return self.compared(tree, Comparison::AtMost, &operation.left, &operation.right),
            BinOpKind::Gt => return self.compared(tree, Comparison::Greater, &operation.left, &operation.right),
            BinOpKind::Gte => return self.compared(tree, Comparison::AtLeast, &operation.left, &operation.right),
            BinOpKind::In => return self.within(tree, &operation.left, &operation.right),
            BinOpKind::Add => Operator::Add,
            BinOpKind::Sub => Operator::Subtract,
            BinOpKind::Mul => Operator::Multiply,
            BinOpKind::Div => Operator::Divide,
            _ => return Err(fault(tree, "this operator is not known here")),
        };
        let (left, left_type) = self.expression(&operation.left)?;
        let (right, right_type) = self.expression(&operation.right)?;
        let kind = match (operator, &left_type, &right_type) {
            (_, Type::Number, Type::Number) => Type::Number,
            (Operator::Add | Operator::Subtract, Type::Length, Type::Length)
            | (Operator::Multiply, Type::Length, Type::Number)
            | (Operator::Subtract, Type::Date, Type::Date) => Type::Length,
            (Operator::Add | Operator::Subtract, Type::Date, Type::Length) => Type::Date,
            _ => {
                let message =
                    format!("{} and {} cannot be reckoned with like this", left_type.name(), right_type.name());
                return Err(fault(tree, message));
            }
        };
        Ok((Expression::Arithmetic(operator, Box::new(left), Box::new(right)), kind))
    }

    /// minijinja keeps chains such as `a < b < c` and `not in` in a node of their own.
    fn comparison(&mut self, tree: &Expr<'_>, comparison: &ast::Compare<'_>) -> Lowered {
        let mut left = &comparison.expr;
        let mut all: Option<Expression> = None;
        for step in &comparison.ops {
            let (one, _) = match step.op {
                CompareOpKind::Eq => self.compared(tree, Comparison::Equal, left, &step.expr)?,
                CompareOpKind::Ne => self.compared(tree, Comparison::NotEqual, left, &step.expr)?,
                CompareOpKind::Lt => self.compared(tree, Comparison::Less, left, &step.expr)?,
                CompareOpKind::Lte => self.compared(tree, Comparison::AtMost, left, &step.expr)?,
                CompareOpKind::Gt => self.compared(tree, Comparison::Greater, left, &step.expr)?,
                CompareOpKind::Gte => self.compared(tree, Comparison::AtLeast, left, &step.expr)?,
                CompareOpKind::In => self.within(tree, left, &step.expr)?,
                CompareOpKind::NotIn => {
                    self.positive(tree)?;
                    let (within, kind) = self.within(tree, left, &step.expr)?;
                    (Expression::Not(Box::new(within)), kind)
                }
            };
            all = Some(match all {
                None => one,
                Some(so_far) => Expression::And(Box::new(so_far), Box::new(one)),
            });
            left = &step.expr;
        }
        all.map(|expression| (expression, Type::Truth)).ok_or_else(|| fault(tree, "nothing is compared here"))
    }

    fn compared(&mut self, tree: &Expr<'_>, comparison: Comparison, left: &Expr<'_>, right: &Expr<'_>) -> Lowered {
        if comparison == Comparison::NotEqual {
            self.positive(tree)?;
        }
        let (left_side, left_type) = self.expression(left)?;
        let (right_side, right_type) = self.expression(right)?;
        let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        match (&left_type, &right_type) {
            (Type::Number, Type::Number) | (Type::Length, Type::Length) | (Type::Date, Type::Date) => {}
            (Type::Word(Some(words)), Type::Word(None)) if equality => known_words(right, &right_side, words)?,
            (Type::Word(None), Type::Word(Some(words))) if equality => known_words(left, &left_side, words)?,
            (Type::Word(Some(_)), Type::Word(Some(_))) if equality => {}
            _ => {
                let message = format!("{} cannot be compared with {} like this", left_type.name(), right_type.name());
                return Err(fault(tree, message));
            }
        }
        Ok((Expression::Compare(comparison, Box::new(left_side), Box::new(right_side)), Type::Truth))
    }

    fn within(&mut self, tree: &Expr<'_>, left: &Expr<'_>, right: &Expr<'_>) -> Lowered {
        let (element, element_type) = self.expression(left)?;
        let (set, set_type) = self.expression(right)?;
        match (&element_type, &set_type) {
            (Type::Word(None), Type::Words(Some(words))) => known_words(left, &element, words)?,
            (Type::Word(Some(words)), Type::Words(None)) => known_words(right, &set, words)?,
            (Type::Word(Some(_)), Type::Words(Some(_))) => {}
            _ => {
                let message = format!("{} cannot be looked for in {}", element_type.name(), set_type.name());
                return Err(fault(tree, message));
            }
        }
        Ok((Expression::Within(Box::new(element), Box::new(set)), Type::Truth))
    }
}

/// What to say of a part of minijinja's grammar that is none of ours, by minijinja's name for it.
fn not_used_here(kind: &str) -> String {
    match kind {
        // It has no name of its own for some.
        "expression" => "this cannot be used here".to_owned(),
        _ => format!("a {kind} cannot be used here"),
    }
}

/// What may have been meant.
pub(super) fn meant(word: &str) -> String {
    format!("Did you mean `{word}`?")
}

/// Every literal word must be one that the question can have.
pub(super) fn known_words(at: &Expr<'_>, side: &Expression, words: &[String]) -> Result<(), ExpressionFault> {
    let used: &[String] = match side {
        Expression::Word(word) => std::slice::from_ref(word),
        Expression::Words(list) => list,
        _ => &[],
    };
    for word in used {
        if !words.contains(word) {
            let list = crate::reader::quoted(words);
            let mut fault = fault(at, format!("`{word}` is never an answer here; the answers are {list}"));
            fault.help = nearest(word, words.iter().map(String::as_str)).map(meant);
            return Err(fault);
        }
    }
    Ok(())
}

/// The path that a chain of names spells, such as `setup.aim.clear`.
pub(super) fn dotted(tree: &Expr<'_>) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = tree;
    loop {
        match at {
            Expr::GetAttr(step) => {
                parts.push(step.name);
                at = &step.expr;
            }
            Expr::Var(first) => {
                parts.push(first.id);
                break;
            }
            _ => return None,
        }
    }
    parts.reverse();
    Some(parts.join("."))
}
