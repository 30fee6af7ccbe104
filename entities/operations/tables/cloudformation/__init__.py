"""CloudFormation templates: tables, policies, functions, monitoring; from declarations alone."""
