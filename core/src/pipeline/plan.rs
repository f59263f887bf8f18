//! The plan of a call: what routing chose, less the targets that would have to refuse a member of this request.

use std::sync::Arc;

use super::core::Core;
use crate::error::{Error, Result};
use crate::route::{Cut, Facts, Plan, Route, Step, plan};
use crate::types::{Call, Part, Request};
use crate::wire::{Fields, place_of_param, place_of_part};

/// The plan with everything said that can be known without asking a provider.
pub fn plan_for(core: &Core, route: &Arc<Route>, call: &Call, facts: &Facts) -> Result<Plan> {
    let mut plan = plan(route, facts, &core.table, &mut || core.chance())?;
    core.failover.order(&mut plan, core.clock.now());
    cut_unfit(core, call, &mut plan);
    Ok(plan)
}

/// The same for a call that is sent: a single target says for itself what it cannot carry, and the request is translated once.
pub fn plan_to_send(core: &Core, route: &Arc<Route>, call: &Call, facts: &Facts) -> Result<Plan> {
    let mut plan = plan(route, facts, &core.table, &mut || core.chance())?;
    core.failover.order(&mut plan, core.clock.now());
    if plan.steps.len() > 1 {
        cut_unfit(core, call, &mut plan);
    } else {
        name_fields(call, &mut plan);
    }
    Ok(plan)
}

/// What a target says that cannot carry a member of the request.
pub fn unsupported(error: &Error) -> Cut {
    Cut { detail: Some(error.message().to_owned()), field: error.path().map(str::to_owned), ..Cut::new("unsupported") }
}

fn cut_unfit(core: &Core, call: &Call, plan: &mut Plan) {
    name_fields(call, plan);
    let mut unfit = Vec::new();
    plan.steps.retain_mut(|step| match core.provider(&step.target).map(|p| p.fits(call, &step.target, step.route.config.on_unsupported)) {
        Some(Err(error)) => {
            unfit.push((step.target.clone(), unsupported(&error)));
            false
        }
        Some(Ok(fields)) => {
            step.doubt.take_if(|doubt| is_answered(doubt, &fields));
            true
        }
        None => true,
    });
    plan.cut.extend(unfit);
    plan.settle_doubts();
}

/// What the model lacks is put in other words, or let go as the route says.
fn is_answered(doubt: &Cut, fields: &Fields) -> bool {
    doubt.field.as_ref().is_some_and(|field| fields.emulated.contains(field) || fields.dropped.contains(field))
}

/// Says of each cut which member of the request asks for what the target lacks.
fn name_fields(call: &Call, plan: &mut Plan) {
    let (Call::Chat(request) | Call::Count(request)) = call else { return };
    let doubts = plan.steps.iter_mut().filter_map(|step: &mut Step| step.doubt.as_mut());
    for cut in plan.cut.iter_mut().map(|(_, cut)| cut).chain(doubts).filter(|cut| cut.field.is_none()) {
        cut.field = asked_by(request, cut.code);
    }
}

fn asked_by(request: &Request, code: &str) -> Option<String> {
    match code {
        "no_tools" => Some(place_of_param(request, "tools")),
        "no_json_schema" => Some(place_of_param(request, "response_format")),
        "no_vision" => place_of_part(request, |part| matches!(part, Part::Image(_))),
        "no_audio" => place_of_part(request, |part| matches!(part, Part::Audio(_))),
        "context" => Some(place_of_param(request, "messages")),
        _ => None,
    }
}
