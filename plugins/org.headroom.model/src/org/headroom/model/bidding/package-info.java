/** How an owner decides what to bid for and for how much, and what became of it. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.bidding;
