/** Docker Compose files, with reservations of GPUs. */
@org.jspecify.annotations.NullMarked
package org.headroom.market.compose;
