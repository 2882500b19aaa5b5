/** Kills the parts of a rig at chosen moments and compares what ledger, chain, engine and renters say afterwards. */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.campaign;
