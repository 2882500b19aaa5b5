/** What a job file of another format says, and what was found wrong with it; no format is known here. */
@org.jspecify.annotations.NullMarked
package org.headroom.market.jobfile;
