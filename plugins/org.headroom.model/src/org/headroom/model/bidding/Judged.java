package org.headroom.model.bidding;

import org.headroom.model.rig.Decision;

/** A decision with what it was made from, so that the order can be judged again. */
public record Judged(Decision decision, RigStanding standing, OrderContext context) {}
