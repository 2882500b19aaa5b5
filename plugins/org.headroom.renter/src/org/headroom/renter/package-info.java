/** The renter's side of the market: orders, bids, payment streams and receipts, durable over a crash. */
@org.jspecify.annotations.NullMarked
package org.headroom.renter;
