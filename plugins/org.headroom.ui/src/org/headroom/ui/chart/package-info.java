/** Charts of a metric over time, drawn away from the UI thread. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.chart;
