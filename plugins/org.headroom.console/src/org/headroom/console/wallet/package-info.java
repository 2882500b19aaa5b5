/** Balances, payment streams and withdrawals. */
@org.jspecify.annotations.NullMarked
package org.headroom.console.wallet;
