/** The ledger: one SQLite file that holds everything about leases and money that must outlive a crash. */
@org.jspecify.annotations.NullMarked
package org.headroom.store;
