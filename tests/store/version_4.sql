-- A store of version 4, as Rashomon made it before persons corrected it. Never to be edited: such files are with people.
CREATE TABLE document (
	id VARCHAR(16) NOT NULL,
	ref TEXT NOT NULL,
	text TEXT NOT NULL,
	text_sha256 VARCHAR(64) NOT NULL,
	raw_sha256 VARCHAR(64) NOT NULL,
	media_type TEXT NOT NULL,
	made_by TEXT NOT NULL,
	superseded_by VARCHAR(16),
	PRIMARY KEY (id),
	FOREIGN KEY(superseded_by) REFERENCES document (id)
);

CREATE UNIQUE INDEX document_ref ON document (ref, id);

CREATE TABLE rejection (
	ref TEXT NOT NULL,
	stage TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (ref, stage, reason)
);

CREATE TABLE record (
	layer TEXT NOT NULL,
	id VARCHAR(16) NOT NULL,
	document VARCHAR(16),
	start INTEGER NOT NULL,
	stop INTEGER NOT NULL,
	made_by TEXT NOT NULL,
	json TEXT NOT NULL,
	PRIMARY KEY (layer, id),
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX record_place ON record (document, layer, start, stop, id);

CREATE VIRTUAL TABLE search USING fts5(document UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE link (
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (document),
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX link_made_by ON link (made_by, document);

CREATE TABLE profile (
	id VARCHAR(16) NOT NULL,
	block TEXT NOT NULL,
	json TEXT NOT NULL,
	articles INTEGER NOT NULL,
	entity VARCHAR(16),
	score FLOAT,
	reason TEXT,
	PRIMARY KEY (id)
);

CREATE INDEX profile_block ON profile (block, id);

CREATE INDEX profile_entity ON profile (entity, id);

CREATE TABLE unsettled (
	block TEXT NOT NULL,
	PRIMARY KEY (block)
);

CREATE TABLE member (
	id VARCHAR(16) NOT NULL,
	document VARCHAR(16) NOT NULL,
	entity VARCHAR(16) NOT NULL,
	profile VARCHAR(16),
	mentions INTEGER NOT NULL,
	statements INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(document) REFERENCES document (id),
	FOREIGN KEY(profile) REFERENCES profile (id)
);

CREATE INDEX member_profile ON member (profile, document, mentions, statements);

CREATE UNIQUE INDEX member_document ON member (document, entity, profile);

CREATE TABLE gathered (
	kind TEXT NOT NULL,
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (kind, document),
	FOREIGN KEY(document) REFERENCES document (id)
)
 WITHOUT ROWID;

CREATE INDEX gathered_document ON gathered (document);

CREATE INDEX gathered_made_by ON gathered (kind, made_by, document);

CREATE TABLE item (
	kind TEXT NOT NULL,
	finding VARCHAR(16) NOT NULL,
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	place TEXT NOT NULL,
	json TEXT NOT NULL,
	antecedent VARCHAR(16),
	score FLOAT,
	reason TEXT,
	whole VARCHAR(16),
	PRIMARY KEY (kind, finding),
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX item_whole ON item (kind, whole, document);

CREATE INDEX item_document ON item (document, kind, finding);

CREATE TABLE item_key (
	kind TEXT NOT NULL,
	"key" TEXT NOT NULL,
	place TEXT NOT NULL,
	finding VARCHAR(16) NOT NULL,
	PRIMARY KEY (kind, "key", place, finding)
)
 WITHOUT ROWID;

CREATE INDEX item_key_finding ON item_key (kind, finding, "key", place);

CREATE TABLE ungrouped (
	kind TEXT NOT NULL,
	finding VARCHAR(16) NOT NULL,
	anew BOOLEAN NOT NULL,
	PRIMARY KEY (kind, finding)
)
 WITHOUT ROWID;

CREATE TABLE product (
	kind TEXT NOT NULL,
	whole VARCHAR(16) NOT NULL,
	layer TEXT NOT NULL,
	id VARCHAR(16) NOT NULL,
	PRIMARY KEY (kind, whole, layer, id)
)
 WITHOUT ROWID;

CREATE TABLE about (
	layer TEXT NOT NULL,
	document VARCHAR(16) NOT NULL,
	id VARCHAR(16) NOT NULL,
	PRIMARY KEY (layer, document, id),
	FOREIGN KEY(document) REFERENCES document (id)
)
 WITHOUT ROWID;

CREATE INDEX about_id ON about (layer, id);

CREATE TABLE "cast" (
	story VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	PRIMARY KEY (story)
);

CREATE INDEX cast_made_by ON "cast" (made_by, story);

CREATE TABLE bag (
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	json TEXT,
	PRIMARY KEY (document),
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX bag_made_by ON bag (made_by, document);

CREATE TABLE untold (
	document VARCHAR(16) NOT NULL,
	PRIMARY KEY (document)
);

CREATE TABLE bag_term (
	term TEXT NOT NULL,
	document VARCHAR(16) NOT NULL,
	weight INTEGER NOT NULL,
	PRIMARY KEY (term, document),
	FOREIGN KEY(document) REFERENCES bag (document)
);

CREATE INDEX bag_term_document ON bag_term (document, term, weight);

CREATE TABLE likeness (
	a VARCHAR(16) NOT NULL,
	b VARCHAR(16) NOT NULL,
	millionths INTEGER NOT NULL,
	PRIMARY KEY (a, b),
	FOREIGN KEY(a) REFERENCES bag (document),
	FOREIGN KEY(b) REFERENCES bag (document)
);

CREATE INDEX likeness_b ON likeness (b, a, millionths);

CREATE TABLE printed (
	document VARCHAR(16) NOT NULL,
	made_by TEXT NOT NULL,
	current BOOLEAN NOT NULL,
	outlet TEXT,
	published TEXT,
	stock TEXT,
	prints BLOB,
	quoted BLOB,
	PRIMARY KEY (document),
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX printed_made_by ON printed (made_by, document);

CREATE TABLE print_page (
	id INTEGER NOT NULL,
	prints BLOB NOT NULL,
	documents BLOB NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE shared_print (
	print INTEGER NOT NULL,
	spread INTEGER NOT NULL,
	last VARCHAR(16),
	PRIMARY KEY (print)
);

CREATE TABLE pair (
	a VARCHAR(16) NOT NULL,
	b VARCHAR(16) NOT NULL,
	weight INTEGER NOT NULL,
	kind TEXT,
	containment FLOAT,
	passages TEXT,
	PRIMARY KEY (a, b),
	FOREIGN KEY(a) REFERENCES document (id),
	FOREIGN KEY(b) REFERENCES document (id)
);

CREATE INDEX pair_b ON pair (b, a);

CREATE TABLE kindred (
	document VARCHAR(16) NOT NULL,
	family VARCHAR(16) NOT NULL,
	PRIMARY KEY (document),
	FOREIGN KEY(document) REFERENCES document (id)
);

CREATE INDEX kindred_family ON kindred (family, document);

CREATE TABLE unvisited (
	document VARCHAR(16) NOT NULL,
	PRIMARY KEY (document)
);

CREATE TABLE uncompared (
	a VARCHAR(16) NOT NULL,
	b VARCHAR(16) NOT NULL,
	PRIMARY KEY (a, b)
);

CREATE TABLE untraced (
	document VARCHAR(16) NOT NULL,
	PRIMARY KEY (document)
);

CREATE TABLE store_version (
	version INTEGER NOT NULL
);

INSERT INTO store_version VALUES (4);
