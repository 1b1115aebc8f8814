-- One row per proposal that a scenario become the next version of the policy.
create table if not exists scenario_proposals (
    proposal_id text not null primary key,
    proposed_at text not null,
    scenario_id text not null,
    proposed_by text not null,
    reason      text not null,
    policy_text text not null
) strict;
