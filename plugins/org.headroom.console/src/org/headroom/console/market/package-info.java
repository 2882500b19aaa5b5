/** Offers, orders and bids, and why the rig bid or did not. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.market;
