# Invents small surveys and writes what WHO's R package answers. Usage: Rscript make.R FOLDER [SCENARIO ...]
suppressMessages({library(anthro); library(survey)})
options(width = 200)
arguments <- commandArgs(trailingOnly = TRUE)

invent <- function(n, seed, absent = 0.03) {
  set.seed(seed)
  age <- sample(0:1900, n, replace = TRUE)
  months <- age / 30.4375
  length <- (49.9 + 5.6 * months^0.57) * rnorm(n, 0.965, 0.045)
  weight <- (16 - 2.5 * exp(-months)) * rnorm(n, 1, 0.11) * (length / 100)^2
  odd <- runif(n) < 0.02
  weight[odd] <- weight[odd] * sample(c(0.5, 2.2), sum(odd), replace = TRUE)
  d <- data.frame(
    sex = sample(1:2, n, replace = TRUE), age = age, weight = round(weight, 1), lenhei = round(length, 1),
    measure = ifelse(age < 731, "l", "h"), oedema = ifelse(runif(n) < 0.015, "y", "n"),
    sw = round(rexp(n) + 0.05, 4),
    typeres = sample(c("Urban", "Rural"), n, replace = TRUE), gregion = sample(c("Utara", "Barat", "Timur"), n, replace = TRUE),
    wealthq = sample(c("1", "2", "3", "Q4", "5"), n, replace = TRUE),
    mothered = sample(c("None", "Primary", "Secondary"), n, replace = TRUE),
    othergr = sample(c("a", "b"), n, replace = TRUE))
  d$cluster <- sample(seq_len(max(4, n %/% 25)), n, replace = TRUE)
  d$strata <- d$cluster %% 4
  d$strata[d$cluster == 1] <- 9   # a stratum of one cluster
  for (column in c("sex", "age", "weight", "lenhei")) d[[column]][runif(n) < absent] <- NA
  d
}
without <- function(d, ...) { d[c(...)] <- NULL; d }
with_gaps <- function(d, columns, share = 0.05) {
  for (column in columns) d[[column]][runif(nrow(d)) < share] <- NA
  d
}
one_per_cent <- function() {
  set.seed(77)
  n <- 100
  d <- invent(n, 7, absent = 0)
  d$age <- 700; d$lenhei <- round(rnorm(n, 86, 1.5), 1); d$weight <- round(rnorm(n, 12, 0.5), 1); d$oedema <- "n"
  d$measure <- "l"
  d$lenhei[17] <- 73; d$weight[17] <- 9
  d
}
groupings <- c("typeres", "gregion", "wealthq", "mothered", "othergr")
scenarios <- list(
  plain_300 = function() without(invent(300, 1), "sw", "cluster", "strata"),
  plain_gaps_350 = function() without(with_gaps(invent(350, 2), groupings), "sw", "cluster", "strata"),
  plain_4000 = function() without(invent(4000, 3), "sw", "cluster", "strata", "mothered", "othergr"),
  plain_codes_300 = function() {
    d <- without(invent(300, 4), "sw", "cluster", "strata", "mothered", "othergr", "typeres")
    d$gregion <- rep(c(2, 1, 3), 100); d
  },
  weights_400 = function() without(invent(400, 5), "cluster", "strata"),
  weights_gaps_500 = function() without(with_gaps(invent(500, 6), c("sw", "typeres", "gregion", "wealthq")), "cluster", "strata", "mothered"),
  weights_codes_300 = function() {
    d <- without(invent(300, 8), "cluster", "strata", "mothered", "othergr", "typeres")
    d$gregion <- rep(c(2, 1, 3), 100); d
  },
  clusters_600 = function() without(invent(600, 9), "sw", "strata", "mothered"),
  strata_500 = function() without(invent(500, 10), "sw", "cluster", "othergr"),
  one_cluster_120 = function() { d <- without(invent(120, 11), "sw", "strata", "mothered", "othergr"); d$cluster <- 5; d },
  two_clusters_120 = function() { d <- without(invent(120, 12), "sw", "strata", "mothered", "othergr"); d$cluster <- d$cluster %% 2; d },
  lonely_120 = function() { d <- without(invent(120, 13), "sw", "mothered", "othergr"); d$strata <- d$cluster; d },
  one_per_cent_100 = function() without(one_per_cent(), "sw", "strata", "mothered", "othergr"),
  one_per_cent_weights_100 = function() { d <- without(one_per_cent(), "cluster", "strata", "mothered", "othergr"); d$sw <- 0.3; d },
  girls_150 = function() { d <- without(invent(150, 14), "sw", "mothered", "othergr"); d$sex <- 2; d$wealthq[d$wealthq == "3"] <- NA; d },
  all_codes_500 = function() { d <- without(invent(500, 15), "othergr"); d$gregion <- sample(c(10, 2, 1.5), 500, replace = TRUE); d },
  all_gaps_1200 = function() with_gaps(invent(1200, 16), c("sw", "cluster", "strata", groupings)),
  zero_weights_300 = function() { d <- without(invent(300, 17), "othergr", "mothered"); d$sw[d$cluster %in% c(3, 5) | d$gregion == "Timur"] <- 0; d },
  few_3 = function() without(invent(3, 18, absent = 0), "sw", "cluster", "strata", "mothered", "othergr", "gregion"),
  few_weights_3 = function() without(invent(3, 18, absent = 0), "cluster", "strata", "mothered", "othergr", "gregion"),
  plain_unknown_first_40 = function() {
    d <- without(invent(40, 20, absent = 0), "sw", "cluster", "strata", "mothered", "othergr", "wealthq")
    d$typeres[1:3] <- c("Urban", NA, "Rural"); d$gregion[1] <- NA; d
  },
  weights_unknown_first_40 = function() {
    d <- without(invent(40, 21, absent = 0), "cluster", "strata", "mothered", "othergr", "wealthq")
    d$typeres[1:3] <- c("Urban", NA, "Rural"); d$gregion[1] <- NA; d
  },
  all_3900 = function() invent(3900, 19)
)

write_gz <- function(d, path) {
  for (column in names(d)) if (is.numeric(d[[column]])) {
    text <- formatC(d[[column]], digits = 12, format = "g", width = 1)
    d[[column]] <- ifelse(is.na(d[[column]]), "", text)
  }
  connection <- gzfile(path, "wb", compression = 9)
  write.csv(d, connection, row.names = FALSE, quote = FALSE, na = "")
  close(connection)
}
for (name in if (length(arguments) > 1) arguments[-1] else names(scenarios)) {
  d <- scenarios[[name]]()
  z <- anthro_zscores(d$sex, d$age, weight = d$weight, lenhei = d$lenhei, measure = d$measure, oedema = d$oedema)
  arguments_of <- as.list(d)
  table <- suppressWarnings(do.call(anthro_prevalence, arguments_of))
  kept <- d[setdiff(names(d), c("weight", "lenhei", "measure"))]
  write_gz(cbind(kept, z[c("zlen", "zwei", "zbmi", "zwfl", "flen", "fwei", "fbmi", "fwfl")]), file.path(arguments[1], paste0(name, "_in.csv.gz")))
  write_gz(table, file.path(arguments[1], paste0(name, "_out.csv.gz")))
  cat(name, nrow(d), nrow(table), "\n")
}
